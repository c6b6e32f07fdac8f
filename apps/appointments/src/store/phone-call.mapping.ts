import { mapping, Store } from '@waystation/store';
import { PhoneCall, phoneCallSteps } from '../model/phone-call.ts';

export const phoneCallMapping = mapping(PhoneCall, {
  table: 'phone_call',
  subject: 'call',
  steps: { table: phoneCallSteps, initial: 'logged' },
  properties: (p) => ({
    id: p.uuid().primary(),
    stationId: p.uuid(),
    version: p.integer(),
    status: p.string(),
    rangAt: p.datetime(),
    outcome: p.string(),
    ringingSeconds: p.integer(),
    talkingSeconds: p.integer(),
    source: p.string(),
  }),
});

export class PhoneCalls extends Store.of(phoneCallMapping) {}
