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
const ask = () => Override.ask(beginning, 'gate', 'the bay is frozen', 'inspector-1', at);
const published = (override: Override) => journalOf(override).published.map(({ name, payload }) => ({ name, payload }));
const fields = {
  stationId: 'station-1',
  visitId: 'visit-1',
  overrideId: 'override-1',
  rule: 'INS-D08',
  about: 'visit-1',
};

describe('an override', () => {
  it('is asked for, without the words in the event', () => {
    const override = ask();
    expect(override).toMatchObject({
      status: 'asked',
      askedBy: 'inspector-1',
      justification: 'the bay is frozen',
      reason: null,
    });
    expect(published(override)).toEqual([
      { name: 'OverrideRequested', payload: { ...fields, revision: 2, askedBy: 'inspector-1', at } },
    ]);
    expect(journalOf(override).published[0]).toMatchObject({ visitId: 'visit-1', standardVersion: '7' });
  });

  it('is given, without the reason in the event', () => {
    const override = ask();
    override.give('gate', 'it is dry outside', 'manager-1', at);
    expect(override).toMatchObject({ status: 'given', overriddenBy: 'manager-1', overriddenAt: at });
    expect(override.reason).toBe('it is dry outside');
    const given = { ...fields, revision: 2, askedBy: 'inspector-1', overriddenBy: 'manager-1', at };
    expect(published(override).at(-1)).toEqual({ name: 'OverrideGranted', payload: given });
  });

  it('is given though nobody asked', () => {
    const override = Override.unasked(beginning);
    override.give('gate', 'it is dry outside', 'manager-1', at);
    expect(published(override)).toMatchObject([{ name: 'OverrideGranted', payload: { askedBy: '' } }]);
  });

  it('is given once', () => {
    const override = ask();
    override.give('gate', 'it is dry outside', 'manager-1', at);
    expect(() => override.give('gate', 'again', 'manager-1', at)).toThrow(WrongState);
  });

  it.each<[ModeHere, string]>([
    ['block', 'RULE_IS_NOT_A_GATE'],
    ['record', 'RULE_IS_NOT_A_GATE'],
    ['auto', 'RULE_IS_NOT_A_GATE'],
    ['measure', 'RULE_IS_NOT_A_GATE'],
    [undefined, 'RULE_NOT_HELD_HERE'],
  ])('of a rule that is held as %s is neither asked for nor given', (ruleMode, reason) => {
    const refused = expect.objectContaining({ reason, metadata: { rule: 'INS-D08' } }) as unknown as Error;
    expect(() => Override.ask(beginning, ruleMode, 'please', 'inspector-1', at)).toThrow(refused);
    expect(() => Override.unasked(beginning).give(ruleMode, 'so be it', 'manager-1', at)).toThrow(refused);
  });
});
