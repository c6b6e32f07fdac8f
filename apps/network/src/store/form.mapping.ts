import { mapping, Store } from '@waystation/store';
import { Form, formSteps } from '../model/form.ts';

export const formMapping = mapping(Form, {
  table: 'form',
  subject: 'form',
  network: true,
  steps: { table: formSteps, initial: 'published' },
  properties: (p) => ({
    kind: p.text(),
    latestVersion: p.integer(),
    latestFrom: p.datetime().nullable(),
  }),
});

export class Forms extends Store.of(formMapping) {}
