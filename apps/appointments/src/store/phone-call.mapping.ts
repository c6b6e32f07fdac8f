import { mapping, Store } from '@waystation/store';
import { PhoneCall, phoneCallSteps } from '../model/phone-call.ts';

export const phoneCallMapping = mapping(PhoneCall, {
  table: 'phone_call',
  subject: 'call',
  steps: { table: phoneCallSteps, initial: 'logged' },
  properties: (p) => ({
    rangAt: p.datetime(),
    outcome: p.text(),
    ringingSeconds: p.integer(),
    talkingSeconds: p.integer(),
    source: p.text(),
  }),
});

export class PhoneCalls extends Store.of(phoneCallMapping) {}
