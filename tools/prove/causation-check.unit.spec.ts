import { describe, expect, it } from '@jest/globals';
import { actedOnce, type Caused } from './causation-check.ts';

let seq = 0;

function published(headers: Record<string, string>, created_at = '2026-03-02 08:00:00.000001+00'): Caused {
  const complete = {
    ce_actor: 'system:crm',
    ce_causationid: 'event-1',
    ce_step: 'RecordMeterWhenConditionRecorded',
    ce_subject: 'vehicle-1',
    ...headers,
  };
  const type = 'waystation.crm.v1.MeterRecorded';
  return {
    topic: 'crm.vehicle.events.v1',
    key: 'vehicle-1',
    seq: String((seq += 1)),
    type,
    headers: JSON.stringify(complete),
    created_at,
  };
}

describe('An automatic effect', () => {
  it('is reported when it happens again in a later transaction', () => {
    const rows = [published({}), published({}, '2026-03-02 08:00:09.000002+00')];
    expect(actedOnce(rows).faults).toEqual([
      expect.stringMatching(/^happened more than once: event-1 system:crm Record/),
    ]);
  });

  it('may occur several times in one transaction, or again from another cause', () => {
    const rows = [published({}), published({}), published({ ce_causationid: 'event-2' }, 'later')];
    expect(actedOnce([...rows, published({ ce_subject: 'vehicle-2' }, 'later')])).toMatchObject({
      seen: '3 effects',
      faults: [],
    });
  });

  it('excludes actions of people, who may repeat them', () => {
    const again = { ce_actor: 'technician:1' };
    expect(actedOnce([published(again), published(again, 'later')]).faults).toEqual([]);
  });
});
