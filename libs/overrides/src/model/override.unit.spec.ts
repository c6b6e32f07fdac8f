import { describe, expect, it } from '@jest/globals';
import { journalOf, WrongState } from '@waystation/model';
import { Override, type ModeHere } from './override.ts';

const at = new Date('2026-03-02T08:00:00Z');
const beginning = {
  id: 'override-1',
  stationId: 'station-1',
  standardVersion: '7',
  visitId: 'visit-1',
  rule: 'INS-D08',
  subject: 'visit-1',
  revision: 2,
};
const inspector = { id: 'inspector-1', roles: ['QUALITY_INSPECTOR'] };
const manager = { id: 'manager-1', roles: ['AFTER_SALES_MANAGER'] };
const request = () => Override.request(beginning, 'gate', 'the bay is frozen', inspector, at);
const published = (override: Override) => journalOf(override).published.map(({ name, payload }) => ({ name, payload }));
const fields = {
  stationId: 'station-1',
  visitId: 'visit-1',
  overrideId: 'override-1',
  rule: 'INS-D08',
  subject: 'visit-1',
  revision: 2,
  requestedBy: 'inspector-1',
  at,
};

describe('An override', () => {
  it('is requested with a justification that its event leaves out', () => {
    const override = request();
    expect(override).toMatchObject({
      status: 'requested',
      requestedBy: 'inspector-1',
      requestedAt: at,
      justification: 'the bay is frozen',
      reason: null,
    });
    expect(published(override)).toEqual([{ name: 'OverrideRequested', payload: fields }]);
    expect(journalOf(override).published[0]).toMatchObject({ visitId: 'visit-1', standardVersion: '7' });
  });

  it('is granted for a reason that its event leaves out', () => {
    const override = request();
    override.grant('gate', 'it is dry outside', manager, at);
    expect(override).toMatchObject({ status: 'granted', grantedBy: 'manager-1', grantedAt: at });
    expect(override.reason).toBe('it is dry outside');
    expect(published(override).at(-1)).toEqual({
      name: 'OverrideGranted',
      payload: { ...fields, grantedBy: 'manager-1' },
    });
  });

  it('is declined for a reason that its event leaves out', () => {
    const override = request();
    override.decline('there is time to wash it', manager, at);
    expect(override).toMatchObject({
      status: 'declined',
      declinedBy: 'manager-1',
      declinedAt: at,
      reason: 'there is time to wash it',
      grantedBy: null,
    });
    expect(published(override).at(-1)).toEqual({
      name: 'OverrideDeclined',
      payload: { ...fields, declinedBy: 'manager-1' },
    });
  });

  it('may be granted without a request', () => {
    const override = Override.unrequested(beginning);
    override.grant('gate', 'it is dry outside', manager, at);
    expect(published(override)).toMatchObject([{ name: 'OverrideGranted', payload: { requestedBy: '' } }]);
  });

  it('cannot be decided twice', () => {
    const granted = request();
    granted.grant('gate', 'it is dry outside', manager, at);
    const declined = request();
    declined.decline('there is time to wash it', manager, at);
    for (const decided of [granted, declined]) {
      expect(() => decided.grant('gate', 'again', manager, at)).toThrow(WrongState);
      expect(() => decided.decline('again', manager, at)).toThrow(WrongState);
    }
  });

  it('cannot be declined without a request', () => {
    expect(() => Override.unrequested(beginning).decline('no need', manager, at)).toThrow(WrongState);
  });

  it.each<[ModeHere, string]>([
    ['block', 'RULE_IS_NOT_A_GATE'],
    ['record', 'RULE_IS_NOT_A_GATE'],
    ['auto', 'RULE_IS_NOT_A_GATE'],
    ['measure', 'RULE_IS_NOT_A_GATE'],
    [undefined, 'RULE_NOT_ENFORCED_HERE'],
  ])('cannot be requested or granted for a rule with the mode %s', (ruleMode, reason) => {
    const refused = expect.objectContaining({ reason, metadata: { rule: 'INS-D08' } }) as unknown as Error;
    expect(() => Override.request(beginning, ruleMode, 'please', inspector, at)).toThrow(refused);
    expect(() => Override.unrequested(beginning).grant(ruleMode, 'so be it', manager, at)).toThrow(refused);
  });
});
