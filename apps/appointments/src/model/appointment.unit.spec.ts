import { journalOf } from '@waystation/model';
import { day, eventsOf, factsOf, lastEventOf, minute, missingOf } from '@waystation/testing/model';
import {
  aConcern,
  aDiagnosis,
  allTold,
  anAdvisor,
  anAppointment,
  aSlot,
  aRequest,
  brakes,
  ids,
  noNotice,
  priced,
  timeZone,
  type AppointmentBuilder,
} from '../../testing/an-appointment.ts';
import { appointmentSteps, type AppointmentStatus } from './appointment-steps.ts';
import type { Appointment } from './appointment.ts';

const advisor = anAdvisor();
const slotFacts = { advisor, timeZone };

/** Performs each step, by its verb. */
const makes: Record<keyof typeof appointmentSteps, (appointment: Appointment) => void> = {
  amend: (each) => each.amend(each.revision, aRequest(), [aConcern()], minute(10)),
  decline: (each) => each.decline('no_capacity', [], minute(10)),
  recordPreDiagnosis: (each) => each.recordPreDiagnosis([aDiagnosis()], [brakes], { id: ids.clerk }, minute(10)),
  requestDiagnosisHelp: (each) =>
    each.requestDiagnosisHelp(
      { questionId: ids.question, concernId: '', question: 'Why?' },
      { id: ids.clerk },
      minute(10),
    ),
  answerDiagnosisHelp: (each) =>
    each.answerDiagnosisHelp({ questionId: ids.otherConcern, answer: 'So' }, { id: ids.expert }, minute(10)),
  estimate: (each) => each.estimateAppointment([brakes], () => priced, minute(10)),
  explainEstimate: (each) => each.explainEstimate(allTold, { id: ids.clerk }, minute(10)),
  chooseSlot: (each) => each.chooseSlot(aSlot(), minute(10)),
  assignAdvisor: (each) => each.assignAdvisor(ids.advisor, advisor, minute(10)),
  confirm: (each) => each.confirm(each.slot, slotFacts, minute(10)),
  markPreparationItem: (each) =>
    each.markPreparationItem({ item: 'tools', ready: true, reason: '' }, { id: ids.advisor }, minute(10)),
  move: (each) => {
    const move = { movedBy: 'customer', reason: 'customer_request', slot: aSlot(), advisorId: ids.advisor };
    each.move(move, noNotice, slotFacts, minute(10));
  },
  remind: (each) => each.remind('day', minute(10)),
  reconfirmAppointment: (each) =>
    each.reconfirmAppointment({ leadTime: 'day', answer: 'comes' }, { id: ids.clerk }, minute(10)),
  cancel: (each) =>
    each.cancel({ cancelledBy: 'customer', reason: 'customer_request' }, noNotice, timeZone, minute(10)),
  keep: (each) => each.keep(minute(10)),
  markNoShow: (each) => each.markNoShow({ dueAt: undefined }, minute(10)),
};

const asked = (builder: AppointmentBuilder) =>
  builder.having((each) =>
    each.requestDiagnosisHelp(
      { questionId: ids.otherConcern, concernId: '', question: 'Why?' },
      { id: ids.clerk },
      minute(4),
    ),
  );

const inStatus: Record<AppointmentStatus, () => Appointment> = {
  requested: () => asked(anAppointment()).ready().build(),
  confirmed: () => asked(anAppointment()).confirmed().build(),
  kept: () =>
    anAppointment()
      .confirmed()
      .having((each) => each.keep(day(3)))
      .build(),
  no_show: () =>
    anAppointment()
      .confirmed()
      .having((each) => each.markNoShow({ dueAt: undefined }, day(3)))
      .build(),
  cancelled: () => anAppointment().confirmed().having(makes.cancel).build(),
  declined: () => anAppointment().having(makes.decline).build(),
};

/** Verbs of reactions and timers, which are never refused. */
const tolerant = ['keep', 'markNoShow', 'remind'];

/** Due times of the timers that the appointment set, by step. */
const timers = (appointment: Appointment) =>
  Object.fromEntries(journalOf(appointment).timers.map(({ step, at }) => [step, at]));

describe('an appointment', () => {
  const verbs = Object.keys(appointmentSteps) as (keyof typeof appointmentSteps)[];
  const statuses = Object.keys(inStatus) as AppointmentStatus[];
  it.each(verbs.flatMap((verb) => statuses.map((status) => [verb, status] as const)))(
    'follows the step table: %s in status %s',
    (verb, status) => {
      const appointment = inStatus[status]();
      expect(appointment.status).toBe(status);
      const { revision } = appointment;
      const before = eventsOf(appointment).length;
      const row: { from: readonly string[]; to?: string; event: string } = appointmentSteps[verb];
      const make = () => makes[verb](appointment);
      if (row.from.includes(status)) {
        make();
        expect(appointment.status).toBe(row.to ?? status);
        expect(eventsOf(appointment).slice(before)).toContain(row.event);
        expect(appointment.revision).toBeGreaterThan(revision);
        return;
      }
      if (tolerant.includes(verb)) make();
      else expect(make).toThrow(verb);
      expect(appointment.status).toBe(status);
      expect(eventsOf(appointment)).toHaveLength(before);
    },
  );
});

describe('confirming an appointment', () => {
  const confirmed = (builder: AppointmentBuilder, claimed = true) => {
    const appointment = builder.build();
    return missingOf(appointment, () =>
      appointment.confirm(claimed ? appointment.slot : undefined, slotFacts, minute(6)),
    );
  };

  it('lists everything that is missing at once', () => {
    const nobody = { name: '', contactName: '', callBackNumber: '', email: '', language: 'zh' };
    const empty = { party: nobody, vin: '', plate: '', odometerKm: 0, preferredAt: null };
    expect(confirmed(anAppointment().requesting(empty).about())).toEqual([
      'APT-D02 CUSTOMER_MISSING',
      'APT-D02 CALL_BACK_NUMBER_MISSING',
      'APT-D02 VEHICLE_MISSING',
      'APT-D02 ODOMETER_MISSING',
      'APT-D02 PREFERRED_TIME_MISSING',
      'APT-D02 CONCERN_MISSING',
      'APT-D04 ESTIMATE_MISSING',
      'APT-D04 CAUSE_NOT_EXPLAINED',
      'APT-D04 REMEDY_NOT_EXPLAINED',
      'APT-D04 PRICE_NOT_EXPLAINED',
      'APT-D04 DURATION_NOT_EXPLAINED',
      'APT-D05 SLOT_MISSING',
      'APT-D06 ADVISOR_MISSING',
    ]);
  });

  it('refuses a blank, dash or dot as a name, number, plate or description', () => {
    const nothing = (sign: string) => {
      const party = { name: sign, contactName: sign, callBackNumber: sign, email: '', language: 'zh' };
      const request = { party, vin: '', plate: sign, odometerKm: 1 };
      const builder = anAppointment()
        .requesting(request)
        .about(aConcern({ description: sign }));
      return confirmed(builder).filter((what) => !/APT-D0[456]/.test(what));
    };
    for (const sign of [' ', '-', '...', '\u3000', '\u200b']) {
      expect([sign, ...nothing(sign)]).toEqual([
        sign,
        'APT-D02 CUSTOMER_MISSING',
        'APT-D02 CALL_BACK_NUMBER_MISSING',
        'APT-D02 VEHICLE_MISSING',
        'APT-D02 CONCERN_MISSING',
        `APT-D02 CONCERN_DESCRIPTION_MISSING ${ids.concern}`,
        `APT-D03 PRE_DIAGNOSIS_MISSING ${ids.concern}`,
      ]);
    }
  });

  it('finds nothing missing in a complete appointment', () => {
    expect(confirmed(anAppointment().ready())).toEqual([]);
  });

  it('requires the description of a fault', () => {
    const silent = aConcern({ concernId: ids.otherConcern, description: '' });
    const builder = () => anAppointment().about(aConcern(), { ...silent, kind: 'maintenance' });
    expect(confirmed(builder().ready())).toEqual([`APT-D03 PLANNED_OPERATION_MISSING ${ids.otherConcern}`]);
    expect(confirmed(anAppointment().about(aConcern(), silent).ready())).toEqual([
      `APT-D02 CONCERN_DESCRIPTION_MISSING ${ids.otherConcern}`,
      `APT-D03 PRE_DIAGNOSIS_MISSING ${ids.otherConcern}`,
    ]);
  });

  it('requires cause and remedy of a fault, and an answer to each question', () => {
    expect(
      confirmed(
        anAppointment()
          .thoughtToBe(aDiagnosis({ remedy: '' }))
          .ready(),
      ),
    ).toEqual([`APT-D03 PRE_DIAGNOSIS_MISSING ${ids.concern}`]);
    expect(confirmed(asked(anAppointment()).ready())).toEqual([`APT-D03 HELP_ANSWER_MISSING ${ids.otherConcern}`]);
  });

  it('requires a slot that the workshop still keeps and that is long enough for the work', () => {
    expect(confirmed(anAppointment().ready(), false)).toEqual(['APT-D05 SLOT_NOT_HELD']);
    expect(
      confirmed(
        anAppointment()
          .at({ endAt: day(3, 179) })
          .ready(),
      ),
    ).toEqual(['APT-D05 SLOT_TOO_SHORT']);
  });

  it('requires an advisor who is on shift when the appointment begins', () => {
    const early = { startAt: day(3, -60), endAt: day(3, 60) };
    expect(confirmed(anAppointment().at(early).ready())).toEqual(['APT-D06 ADVISOR_NOT_ON_SHIFT']);
  });

  it('opens the preparation and sets the reminders a day and an hour before', () => {
    const appointment = anAppointment().confirmed().build();
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: day(2, 60), RemindOneHourBefore: day(3) });
    expect(appointment.preparation.map(({ status }) => status)).toEqual(Array(6).fill('open'));
    expect(appointment.itemsMissing).toBe(6);
  });

  it('sets no reminder a day before if the appointment is sooner', () => {
    const near = { startAt: minute(300), endAt: minute(420) };
    const appointment = anAppointment().at(near).confirmed().build();
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: undefined, RemindOneHourBefore: minute(240) });
    expect(appointment.reminders(timeZone, minute(6))).toEqual([{ step: 'RemindOneHourBefore', dueAt: minute(240) }]);
  });

  it('marks the parts as ready if none are planned', () => {
    const appointment = anAppointment()
      .thoughtToBe(aDiagnosis({ parts: [] }))
      .confirmed()
      .build();
    expect(appointment.itemsMissing).toBe(5);
    expect(eventsOf(appointment).slice(-2)).toEqual(['AppointmentConfirmed', 'PreparationItemMarked']);
  });
});

describe('assigning an advisor', () => {
  it('refuses a person who is no advisor of the station', () => {
    const appointment = anAppointment().slotted().build();
    expect(() => appointment.assignAdvisor(ids.unknown, undefined, minute(5))).toThrow('ADVISOR_UNKNOWN');
  });

  it('requires an advisor who is on shift at the chosen time', () => {
    const early = anAppointment()
      .at({ startAt: day(3, -60), endAt: day(3, 60) })
      .slotted()
      .build();
    early.assignAdvisor(ids.advisor, advisor, minute(5));
    expect(missingOf(early)).toEqual(['APT-D06 ADVISOR_NOT_ON_SHIFT']);
    const unknown = anAppointment().build();
    unknown.assignAdvisor(ids.advisor, advisor, minute(5));
    expect(missingOf(unknown)).toEqual([]);
  });
});

describe('moving an appointment', () => {
  const to = (slot = aSlot({ startAt: day(4, 60), endAt: day(4, 180) })) => ({
    movedBy: 'station',
    reason: 'technician_ill',
    slot: { ...slot, bookingId: ids.otherBooking },
    advisorId: ids.advisor,
  });
  const informed = { attempts: [{ at: minute(6), channel: 'phone', reached: true }], alternativeOffered: true };

  it('requires notice to the customer and the offer of another time if the station moves it', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.move(to(), noNotice, slotFacts, minute(10));
    expect(missingOf(appointment)).toEqual(['APT-D10 CUSTOMER_NOT_INFORMED', 'APT-D10 ALTERNATIVE_NOT_OFFERED']);
  });

  it('moves the reminders and reopens the preparation of bay and technician', () => {
    const appointment = anAppointment().prepared().build();
    appointment.remind('day', day(2, 60));
    appointment.move(to(), informed, slotFacts, day(2, 70));
    expect(missingOf(appointment)).toEqual([]);
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: day(3, 60), RemindOneHourBefore: day(4) });
    expect(appointment).toMatchObject({ itemsMissing: 1, dayDueAt: null, reconfirmations: [] });
    expect(factsOf(appointment)).toMatchObject({ previousStartAt: day(3, 60), slot: { startAt: day(4, 60) } });
  });

  it('removes the reminder a day before if the new time is sooner', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.move(to(aSlot({ startAt: minute(300), endAt: minute(420) })), informed, slotFacts, minute(10));
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: undefined, RemindOneHourBefore: minute(240) });
  });

  it('requires an advisor who is on shift at the new time', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.move(to(aSlot({ startAt: day(4, -60), endAt: day(4, 60) })), informed, slotFacts, minute(10));
    expect(missingOf(appointment)).toEqual(['APT-D06 ADVISOR_NOT_ON_SHIFT']);
  });
});

describe('the reconfirmation of an appointment', () => {
  it('refuses a 21st answer', () => {
    const appointment = anAppointment().confirmed().build();
    const answer = () =>
      appointment.reconfirmAppointment({ leadTime: 'day', answer: 'unreached' }, { id: ids.clerk }, day(2));
    for (let number = 0; number < 20; number += 1) answer();
    expect(answer).toThrow('LIST_FULL (max=20)');
  });

  it('is not requested after the appointment has begun, even if the reminder comes late', () => {
    const appointment = anAppointment().confirmed().build();
    const before = eventsOf(appointment).length;
    appointment.remind('day', day(3, 60));
    appointment.remind('hour', day(3, 61));
    expect(eventsOf(appointment)).toHaveLength(before);
    appointment.remind('hour', day(3, 59));
    expect(lastEventOf(appointment)).toMatchObject({ name: 'ReconfirmationDue' });
  });

  it('is requested a day and an hour before, until the customer answers', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.remind('day', day(2, 60));
    expect(factsOf(appointment)).toMatchObject({ leadTime: 'day', itemsMissing: 6 });
    appointment.remind('hour', day(3));
    expect(appointment).toMatchObject({ dayDueAt: day(2, 60), hourDueAt: day(3) });
    appointment.reconfirmAppointment({ leadTime: 'hour', answer: 'comes' }, { id: ids.clerk }, day(3, 5));
    expect(appointment).toMatchObject({ dayDueAt: null, hourDueAt: null });
    expect(factsOf(appointment)).toMatchObject({ leadTime: 'hour', answer: 'comes', ready: false });
  });

  it('is not requested for a cancelled appointment', () => {
    const appointment = anAppointment().confirmed().build();
    makes.cancel(appointment);
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: undefined, RemindOneHourBefore: undefined });
  });
});
