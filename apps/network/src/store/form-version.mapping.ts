import type { FormPoint } from '@waystation/contracts/network/v1/state';
import { mapping, Store } from '@waystation/store';
import { FormVersion } from '../model/form.ts';

export const formVersionMapping = mapping(FormVersion, {
  table: 'form_version',
  subject: 'form version',
  network: true,
  constraints: { form_version_once: 'VERSION_NOT_NEWER' },
  properties: (p) => ({
    formId: p.uuid(),
    number: p.integer(),
    validFrom: p.datetime(),
    kind: p.text(),
    workKinds: p.json<string[]>(),
    titleEn: p.text(),
    titleZh: p.text(),
    points: p.json<FormPoint[]>(),
    roadTest: p.boolean(),
  }),
});

export class FormVersions extends Store.of(formVersionMapping) {}
