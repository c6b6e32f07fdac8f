import { NotFound } from '@waystation/model';
import { factsOf, hash, minute, missingOf } from '@waystation/testing/model';
import { aClosure, anInspection, aPoint, concessionFacts, fault, ids, inspector } from '../../testing/an-inspection.ts';
import { startedAgain } from '../../testing/inspection-samples.ts';
import type { Concession } from './concession.ts';
import type { Inspection } from './inspection.ts';
import { Nonconformities } from './nonconformities.ts';
const at = minute(100);

describe('a nonconformity', () => {
  const close = (inspection: Inspection, outcome: string, signed: Partial<Concession> = {}) =>
    missingOf(inspection, () =>
      inspection.closeNonconformity(aClosure(outcome, signed), concessionFacts, inspector, at),
    );

  it('refuses a description that is too long for the inspection sheet', () => {
    const inspection = anInspection().started().build();
    const raise = (description: string) => () =>
      inspection.raiseNonconformity(ids.nonconformity, { ...fault, description }, inspector, at);
    expect(raise('w'.repeat(24_001))).toThrow('TEXTS_TOO_LONG (letters=24001, most=24000, over=1)');
  });

  it('needs an existing item and point and a description, which is not published', () => {
    const inspection = anInspection().started().build();
    const raise = (facts: Partial<typeof fault>) => () =>
      inspection.raiseNonconformity(ids.nonconformity, { ...fault, ...facts }, inspector, at);
    expect(raise({ itemId: ids.otherItem })).toThrow(NotFound);
    expect(raise({ pointId: 'horn' })).toThrow(NotFound);
    expect(missingOf(inspection, raise({ description: '...' }))).toEqual(['INS-D04 NONCONFORMITY_NOT_DESCRIBED']);
    expect(JSON.stringify(factsOf(inspection, raise({})))).not.toContain('Seal');
  });

  it('is closed as redone only in a later round in which its point is in order', () => {
    expect(close(anInspection().failed().build(), 'redone')).toEqual([
      'INS-D04 REWORK_NOT_DONE',
      'INS-D04 POINT_STILL_FAILED leaks',
    ]);
    const again = startedAgain().build();
    expect(close(again, 'redone')).toEqual(['INS-D04 POINT_STILL_FAILED leaks']);
    const mended = startedAgain().build();
    mended.recordPoints([aPoint('leaks')], inspector, at);
    expect(close(mended, 'redone')).toEqual([]);
    expect(mended.nonconformities).toMatchObject([{ outcome: 'redone', closedAt: at, round: 1 }]);
    expect(() => mended.closeNonconformity(aClosure('redone'), concessionFacts, inspector, at)).toThrow(
      'NONCONFORMITY_ALREADY_CLOSED',
    );
  });

  it('is conceded by the signature of a person who may decide for the customer', () => {
    const failed = () => anInspection().failed().build();
    const dot = { points: [{ x: 10, y: 20, atMs: 0, pressure: 0 }] };
    for (const strokes of [[], [dot]]) {
      expect(close(failed(), 'concession', { strokes })).toEqual(['INS-D04 CONCESSION_NOT_SIGNED']);
    }
    expect(close(failed(), 'concession', { contactId: ids.driver })).toEqual([
      `INS-D04 CONTACT_MAY_NOT_APPROVE ${ids.driver}`,
    ]);
    const person = { contactId: '', signedBy: 'Gao Feng' };
    expect(close(failed(), 'concession', person)).toEqual(['INS-D04 SIGNER_NOT_ACCEPTED']);
    expect(close(failed(), 'concession', { ...person, acceptance: 'written_authority' })).toEqual([]);
    expect(() => close(failed(), 'concession', { contactId: ids.item })).toThrow(NotFound);
  });

  it('keeps the signature of its concession, and publishes no name', () => {
    const inspection = anInspection().failed().build();
    const facts = factsOf(inspection, () =>
      inspection.closeNonconformity(aClosure('concession'), concessionFacts, inspector, at),
    );
    expect(facts).toMatchObject({
      outcome: 'concession',
      signatureHash: hash,
      contactId: ids.approver,
      acceptance: '',
    });
    expect(JSON.stringify(facts)).not.toContain('Li Wei');
    const { strokes } = aClosure('concession').concession;
    expect(inspection.concessions).toMatchObject({ [ids.nonconformity]: { signedBy: 'Li Wei', strokes } });
  });

  it('cannot be conceded if it is critical', () => {
    const inspection = anInspection().started().build();
    const critical = { ...fault, nonconformityClass: 'critical' };
    inspection.raiseNonconformity(ids.nonconformity, critical, inspector, at);
    expect(close(inspection, 'concession')).toEqual(['INS-D04 CRITICAL_NOT_CONCEDABLE']);
  });

  it('is required before an inspection can fail', () => {
    const inspection = anInspection().started().build();
    expect(missingOf(inspection, () => inspection.fail(inspector, at))).toEqual(['INS-D04 NONCONFORMITY_MISSING']);
  });
});

describe('the nonconformities of an inspection', () => {
  it('are limited to 100', () => {
    const { description: _text, ...rest } = fault;
    const facts = { nonconformityId: ids.nonconformity, round: 1, inspectorId: ids.inspector, raisedAt: at };
    let raised: Nonconformities = [];
    for (let number = 0; number < 100; number += 1) raised = Nonconformities.raise(raised, { ...rest, ...facts });
    expect(() => Nonconformities.raise(raised, { ...rest, ...facts })).toThrow('LIST_FULL (max=100)');
  });
});
