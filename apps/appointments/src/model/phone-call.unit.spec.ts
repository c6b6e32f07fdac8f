import { journalOf } from '@waystation/model';
import { minute } from '@waystation/testing/model';
import { ids } from '../../testing/an-appointment.ts';
import { PhoneCall } from './phone-call.ts';

const ringing = { rangAt: minute(0), outcome: 'answered', ringingSeconds: 6, talkingSeconds: 90 };
const logged = (facts: Partial<typeof ringing>) =>
  PhoneCall.logByHand({ callId: ids.unknown, stationId: ids.station }, { ...ringing, ...facts }, minute(2));

describe('a call', () => {
  it('is published without the caller', () => {
    const [event] = journalOf(logged({})).published;
    expect(event).toMatchObject({ name: 'CallLogged', subjectId: ids.unknown });
    expect(event!.payload).toMatchObject({ callId: ids.unknown, ...ringing, source: 'by_hand' });
  });

  it('is in the past, and has no talking time if nobody answered', () => {
    expect(() => logged({ rangAt: minute(3) })).toThrow('CALL_IN_FUTURE');
    expect(() => logged({ outcome: 'busy' })).toThrow('CALL_NOT_ANSWERED');
    expect(logged({ outcome: 'abandoned', talkingSeconds: 0 })).toMatchObject({ outcome: 'abandoned' });
  });
});
