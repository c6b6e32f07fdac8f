import { minute } from '@waystation/testing/model';
import { aConcern, aDiagnosis, anAppointment, aRequest, brakes, ids } from '../../testing/an-appointment.ts';

describe('the concerns of an appointment', () => {
  it('are amended only by someone who has seen the newest revision', () => {
    const appointment = anAppointment().diagnosed().build();
    expect(() => appointment.amend(1, aRequest(), [], minute(5))).toThrow('APPOINTMENT_CHANGED');
    const said = [aConcern({ description: 'It pulls to the right' }), aConcern({ concernId: ids.otherConcern })];
    appointment.amend(2, aRequest({ odometerKm: 184_500 }), said, minute(5));
    expect(appointment).toMatchObject({ odometerKm: 184_500, revision: 3 });
    expect(appointment.concerns).toMatchObject([
      { description: 'It pulls to the right', suspectedCause: 'worn' },
      { concernId: ids.otherConcern, suspectedCause: '', operations: [] },
    ]);
  });

  it('keep the estimate only while they stay the same', () => {
    const appointment = anAppointment().explained().build();
    appointment.amend(4, aRequest(), [aConcern({ description: 'Louder' })], minute(5));
    expect(appointment.estimate).not.toBeNull();
    appointment.amend(5, aRequest(), [aConcern({ concernId: ids.otherConcern })], minute(6));
    expect(appointment).toMatchObject({ estimate: null, explainedEstimate: null, operations: [] });
  });

  it('must exist before a diagnosis or question refers to them', () => {
    const appointment = anAppointment().build();
    const other = aDiagnosis({ concernId: ids.unknown });
    expect(() => appointment.recordPreDiagnosis([other], [brakes], { id: ids.clerk }, minute(1))).toThrow(/concern/);
    expect(() =>
      appointment.requestDiagnosisHelp(
        { questionId: ids.question, concernId: ids.unknown, question: 'x' },
        { id: ids.clerk },
        minute(1),
      ),
    ).toThrow(/concern/);
  });
});
