import type { FormPoint } from '@waystation/contracts/network/v1/state';
import { mapping, Store } from '@waystation/store';
import { FormVersion } from '../model/form.ts';

export const formVersionMapping = mapping(FormVersion, {
  table: 'form_version',
  subject: 'form version',
  network: true,
  constraints: { form_version_once: 'VERSION_NOT_NEWER' },
  properties: (p) => ({
    id: p.uuid().primary(),
    version: p.integer(),
    formId: p.uuid(),
    number: p.integer(),
    validFrom: p.datetime(),
    kind: p.string(),
    workKinds: p.json<string[]>(),
    titleEn: p.string(),
    titleZh: p.string(),
    points: p.json<FormPoint[]>(),
    roadTest: p.boolean(),
  }),
});

export class FormVersions extends Store.of(formVersionMapping) {}
