import { minute } from '@waystation/testing/model';
import {
  aConcern,
  aDiagnosis,
  allTold,
  anAppointment,
  brakes,
  ids,
  oilChange,
  priced,
} from '../../testing/an-appointment.ts';

describe('an estimate', () => {
  it('contains the planned work, without the price that the manufacturer pays', () => {
    const recall = aConcern({ concernId: ids.otherConcern, kind: 'recall' });
    const appointment = anAppointment().about(aConcern(), recall).build();
    const diagnoses = [aDiagnosis(), aDiagnosis({ concernId: ids.otherConcern, parts: [], operations: ['x'] })];
    const flaw = { operation: 'x', workKind: 'electrical', labourMinutes: 30, skill: 'electric' };
    appointment.recordPreDiagnosis(diagnoses, [brakes, flaw], { id: ids.clerk }, minute(1));
    expect(appointment.operations.map(({ workKind }) => workKind)).toEqual(['repair', 'recall']);
    expect(appointment.slotRequirement).toEqual({ workKind: 'repair', skill: 'brakes', minutes: 150 });
    const seen: string[] = [];
    const estimate = appointment.estimateAppointment(
      [brakes, flaw],
      (wanted) => {
        seen.push(...wanted.map(({ payer, workKind }) => `${payer} ${workKind}`.trim()));
        return { ...priced, labourMinutes: 150 };
      },
      minute(2),
    );
    expect(seen).toEqual(['customer mechanical', 'customer', 'campaign electrical']);
    expect(estimate).toMatchObject({ amountMinor: 144_640n, labourMinutes: 150, priceLists: ['prices:1'] });
  });

  it('is refused if nothing is planned, or a part or operation has no price', () => {
    const nothing = anAppointment().build();
    expect(() => nothing.estimateAppointment([], () => priced, minute(1))).toThrow('NOTHING_PLANNED');
    const unpriced = { ...priced, missing: [{ code: 'P-1' }, { code: 'P-1' }, { code: 'P-2' }] };
    const planned = anAppointment().diagnosed().build();
    expect(() => planned.estimateAppointment([brakes], () => unpriced, minute(2))).toThrow(
      'PRICE_NOT_PUBLISHED (subject=P-1, P-2)',
    );
    expect(() => planned.estimateAppointment([oilChange], () => priced, minute(2))).toThrow(brakes.operation);
  });

  it('must be explained in full, and again after a new estimate', () => {
    const part = { ...allTold, priceExplained: false };
    const appointment = anAppointment().estimated().build();
    appointment.explainEstimate(part, { id: ids.clerk }, minute(3));
    appointment.explainEstimate({ ...part, causeExplained: false, priceExplained: true }, { id: ids.clerk }, minute(4));
    expect(appointment.explainedEstimate).toMatchObject({
      causeExplained: true,
      priceExplained: true,
      estimateVersion: 1,
    });
    appointment.recordPreDiagnosis([aDiagnosis()], [brakes], { id: ids.clerk }, minute(5));
    expect(() => appointment.explainEstimate(allTold, { id: ids.clerk }, minute(6))).toThrow('ESTIMATE_MISSING');
    appointment.estimateAppointment([brakes], () => priced, minute(7));
    expect(appointment).toMatchObject({ estimateVersion: 2, explainedEstimate: null });
  });
});
