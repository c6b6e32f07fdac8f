import { journalOf, type Requirement } from '@waystation/model';
import {
  aConcern,
  aDiagnosis,
  allTold,
  anAdvisor,
  anAppointment,
  aSlot,
  aWish,
  brakes,
  day,
  ids,
  minute,
  noNotice,
  oilChange,
  priced,
  zone,
  type AppointmentBuilder,
} from '../testing/an-appointment.ts';
import { appointmentSteps, type AppointmentStatus } from './appointment-steps.ts';
import { Appointment } from './appointment.ts';

const advisor = anAdvisor();
const surroundings = { advisor, zone };

function missing(appointment: Appointment, from = 0): string[] {
  const unmet = journalOf(appointment)
    .required.slice(from)
    .filter(({ holds }: Requirement) => !holds);
  return unmet.map(({ rule, what }: Requirement) => `${rule} ${what}`);
}

function published(appointment: Appointment): string[] {
  return journalOf(appointment).published.map(({ name }) => name);
}

const last = (appointment: Appointment) => journalOf(appointment).published.at(-1)!;
const timers = (appointment: Appointment) =>
  Object.fromEntries(journalOf(appointment).timers.map(({ step, at }) => [step, at]));

/** What each step is made by. */
const makes: Record<keyof typeof appointmentSteps, (appointment: Appointment) => void> = {
  amend: (each) => each.amend(each.revision, aWish(), [aConcern()], minute(10)),
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
  confirm: (each) => each.confirm(each.slot, surroundings, minute(10)),
  markPreparationItem: (each) =>
    each.markPreparationItem({ item: 'tools', ready: true, reason: '' }, { id: ids.advisor }, minute(10)),
  move: (each) => {
    const move = { movedBy: 'customer', reason: 'customer_wish', slot: aSlot(), advisorId: ids.advisor };
    each.move(move, noNotice, surroundings, minute(10));
  },
  remind: (each) => each.remind('day', minute(10)),
  reconfirmAppointment: (each) =>
    each.reconfirmAppointment({ ahead: 'day', answer: 'comes' }, { id: ids.clerk }, minute(10)),
  cancel: (each) => each.cancel({ cancelledBy: 'customer', reason: 'customer_wish' }, noNotice, zone, minute(10)),
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

/** What others tell is never refused. */
const tolerant = ['keep', 'markNoShow', 'remind'];

describe('each step from each status', () => {
  const verbs = Object.keys(appointmentSteps) as (keyof typeof appointmentSteps)[];
  const statuses = Object.keys(inStatus) as AppointmentStatus[];
  it.each(verbs.flatMap((verb) => statuses.map((status) => [verb, status] as const)))('%s from %s', (verb, status) => {
    const appointment = inStatus[status]();
    expect(appointment.status).toBe(status);
    const { revision } = appointment;
    const before = published(appointment).length;
    const row: { from: readonly string[]; to?: string; event: string } = appointmentSteps[verb];
    const make = () => makes[verb](appointment);
    if (row.from.includes(status)) {
      make();
      expect(appointment.status).toBe(row.to ?? status);
      expect(published(appointment).slice(before)).toContain(row.event);
      expect(appointment.revision).toBeGreaterThan(revision);
      return;
    }
    if (tolerant.includes(verb)) make();
    else expect(make).toThrow(verb);
    expect(appointment.status).toBe(status);
    expect(published(appointment)).toHaveLength(before);
  });
});

describe('a confirmation', () => {
  const confirmed = (builder: AppointmentBuilder, claimed = true) => {
    const appointment = builder.build();
    const before = journalOf(appointment).required.length;
    appointment.confirm(claimed ? appointment.slot : undefined, surroundings, minute(6));
    return missing(appointment, before);
  };

  it('says all that is missing at once', () => {
    const nobody = { name: '', contactName: '', callBackNumber: '', email: '', language: 'zh' };
    const empty = { party: nobody, vin: '', plate: '', odometerKm: 0, wishedAt: null };
    expect(confirmed(anAppointment().wishing(empty).about())).toEqual([
      'APT-D02 CUSTOMER_MISSING',
      'APT-D02 CALL_BACK_NUMBER_MISSING',
      'APT-D02 VEHICLE_MISSING',
      'APT-D02 ODOMETER_MISSING',
      'APT-D02 WISHED_TIME_MISSING',
      'APT-D02 CONCERN_MISSING',
      'APT-D04 ESTIMATE_MISSING',
      'APT-D04 CAUSE_NOT_TOLD',
      'APT-D04 REMEDY_NOT_TOLD',
      'APT-D04 PRICE_NOT_TOLD',
      'APT-D04 DURATION_NOT_TOLD',
      'APT-D05 SLOT_MISSING',
      'APT-D06 ADVISOR_MISSING',
    ]);
  });

  it('takes no blank, dash or dot for a name, a number, a truck or a description', () => {
    const nothing = (sign: string) => {
      const party = { name: sign, contactName: sign, callBackNumber: sign, email: '', language: 'zh' };
      const wish = { party, vin: '', plate: sign, odometerKm: 1 };
      const builder = anAppointment()
        .wishing(wish)
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
        'APT-D02 CONCERN_DESCRIPTION_MISSING',
        'APT-D03 PRE_DIAGNOSIS_MISSING',
      ]);
    }
  });

  it('misses nothing where all is there', () => {
    expect(confirmed(anAppointment().ready())).toEqual([]);
  });

  it('asks for the words of a fault', () => {
    const silent = aConcern({ concernId: ids.otherConcern, description: '' });
    const builder = () => anAppointment().about(aConcern(), { ...silent, kind: 'maintenance' });
    expect(confirmed(builder().ready())).toEqual(['APT-D03 PLANNED_OPERATION_MISSING']);
    expect(confirmed(anAppointment().about(aConcern(), silent).ready())).toEqual([
      'APT-D02 CONCERN_DESCRIPTION_MISSING',
      'APT-D03 PRE_DIAGNOSIS_MISSING',
    ]);
  });

  it('asks for cause and remedy of a fault, and for an answer to what was asked', () => {
    expect(
      confirmed(
        anAppointment()
          .thoughtToBe(aDiagnosis({ remedy: '' }))
          .ready(),
      ),
    ).toEqual(['APT-D03 PRE_DIAGNOSIS_MISSING']);
    expect(confirmed(asked(anAppointment()).ready())).toEqual(['APT-D03 HELP_ANSWER_MISSING']);
  });

  it('asks for a slot that is still kept', () => {
    expect(confirmed(anAppointment().ready(), false)).toEqual(['APT-D05 SLOT_NOT_KEPT']);
    expect(
      confirmed(
        anAppointment()
          .at({ endAt: day(3, 179) })
          .ready(),
      ),
    ).toEqual(['APT-D05 SLOT_TOO_SHORT']);
  });

  it('asks for an advisor who is at work when it begins', () => {
    const early = { startAt: day(3, -60), endAt: day(3, 60) };
    expect(confirmed(anAppointment().at(early).ready())).toEqual(['APT-D06 ADVISOR_NOT_ON_SHIFT']);
  });

  it('sets what is to be confirmed beforehand', () => {
    const appointment = anAppointment().confirmed().build();
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: day(2, 60), RemindOneHourBefore: day(3) });
    expect(appointment.preparation.map(({ status }) => status)).toEqual(Array(6).fill('open'));
    expect(appointment.itemsMissing).toBe(6);
  });

  it('sets no timer of a day where it is nearer', () => {
    const near = { startAt: minute(300), endAt: minute(420) };
    const appointment = anAppointment().at(near).confirmed().build();
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: undefined, RemindOneHourBefore: minute(240) });
    expect(appointment.reminders(zone, minute(6))).toEqual([{ step: 'RemindOneHourBefore', dueAt: minute(240) }]);
  });

  it('has no parts to prepare where none are planned', () => {
    const appointment = anAppointment()
      .thoughtToBe(aDiagnosis({ parts: [] }))
      .confirmed()
      .build();
    expect(appointment.itemsMissing).toBe(5);
    expect(published(appointment).slice(-2)).toEqual(['AppointmentConfirmed', 'PreparationItemMarked']);
  });
});

describe('an estimate', () => {
  it('is of what is planned, without what the maker pays', () => {
    const recall = aConcern({ concernId: ids.otherConcern, kind: 'recall' });
    const appointment = anAppointment().about(aConcern(), recall).build();
    const diagnoses = [aDiagnosis(), aDiagnosis({ concernId: ids.otherConcern, parts: [], operations: ['x'] })];
    const flaw = { operation: 'x', workKind: 'electrical', labourMinutes: 30, skill: 'electric' };
    appointment.recordPreDiagnosis(diagnoses, [brakes, flaw], { id: ids.clerk }, minute(1));
    expect(appointment.operations.map(({ workKind }) => workKind)).toEqual(['repair', 'recall']);
    expect(appointment.slotNeed).toEqual({ workKind: 'repair', skill: 'brakes', minutes: 150 });
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

  it('is refused where nothing is planned, or something has no price', () => {
    const nothing = anAppointment().build();
    expect(() => nothing.estimateAppointment([], () => priced, minute(1))).toThrow('NOTHING_PLANNED');
    const unpriced = { ...priced, missing: [{ code: 'P-1' }, { code: 'P-1' }, { code: 'P-2' }] };
    const planned = anAppointment().diagnosed().build();
    expect(() => planned.estimateAppointment([brakes], () => unpriced, minute(2))).toThrow(
      'PRICE_NOT_PUBLISHED (subject=P-1, P-2)',
    );
    expect(() => planned.estimateAppointment([oilChange], () => priced, minute(2))).toThrow(brakes.operation);
  });

  it('must be explained as it is; another one must be explained again', () => {
    const part = { ...allTold, priceTold: false };
    const appointment = anAppointment().estimated().build();
    appointment.explainEstimate(part, { id: ids.clerk }, minute(3));
    appointment.explainEstimate({ ...part, causeTold: false, priceTold: true }, { id: ids.clerk }, minute(4));
    expect(appointment.told).toMatchObject({ causeTold: true, priceTold: true, estimateVersion: 1 });
    appointment.recordPreDiagnosis([aDiagnosis()], [brakes], { id: ids.clerk }, minute(5));
    expect(() => appointment.explainEstimate(allTold, { id: ids.clerk }, minute(6))).toThrow('ESTIMATE_MISSING');
    appointment.estimateAppointment([brakes], () => priced, minute(7));
    expect(appointment).toMatchObject({ estimateVersion: 2, told: null });
  });
});

describe('what is known of a request', () => {
  it('is put right by who saw it as it is', () => {
    const appointment = anAppointment().diagnosed().build();
    expect(() => appointment.amend(1, aWish(), [], minute(5))).toThrow('APPOINTMENT_CHANGED');
    const said = [aConcern({ description: 'It pulls to the right' }), aConcern({ concernId: ids.otherConcern })];
    appointment.amend(2, aWish({ odometerKm: 184_500 }), said, minute(5));
    expect(appointment).toMatchObject({ odometerKm: 184_500, revision: 3 });
    expect(appointment.concerns).toMatchObject([
      { description: 'It pulls to the right', suspectedCause: 'worn' },
      { concernId: ids.otherConcern, suspectedCause: '', operations: [] },
    ]);
  });

  it('takes an estimate along only as long as it is about the same', () => {
    const appointment = anAppointment().told().build();
    appointment.amend(4, aWish(), [aConcern({ description: 'Louder' })], minute(5));
    expect(appointment.estimate).not.toBeNull();
    appointment.amend(5, aWish(), [aConcern({ concernId: ids.otherConcern })], minute(6));
    expect(appointment).toMatchObject({ estimate: null, told: null, operations: [] });
  });

  it('is about concerns that there are', () => {
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

describe('a question', () => {
  it('is answered once, and waits until it is', () => {
    const appointment = anAppointment().build();
    appointment.requestDiagnosisHelp(
      { questionId: ids.question, concernId: ids.concern, question: 'Why?' },
      { id: ids.clerk },
      minute(1),
    );
    expect(appointment.helpAskedAt).toEqual(minute(1));
    const answer = () =>
      appointment.answerDiagnosisHelp({ questionId: ids.question, answer: 'So' }, { id: ids.expert }, minute(9));
    answer();
    expect(appointment.helpAskedAt).toBeNull();
    expect(answer).toThrow('QUESTION_ANSWERED_ALREADY');
  });
});

describe('an advisor', () => {
  it('is one of the station', () => {
    const appointment = anAppointment().slotted().build();
    expect(() => appointment.assignAdvisor(ids.unknown, undefined, minute(5))).toThrow('ADVISOR_UNKNOWN');
  });

  it('is at work at the time that is chosen already', () => {
    const early = anAppointment()
      .at({ startAt: day(3, -60), endAt: day(3, 60) })
      .slotted()
      .build();
    early.assignAdvisor(ids.advisor, advisor, minute(5));
    expect(missing(early)).toEqual(['APT-D06 ADVISOR_NOT_ON_SHIFT']);
    const unknown = anAppointment().build();
    unknown.assignAdvisor(ids.advisor, advisor, minute(5));
    expect(missing(unknown)).toEqual([]);
  });
});

describe('a slot', () => {
  it.each([
    [day(3, 60), true],
    [day(3, 120), true],
    [day(3, 121), false],
    [undefined, false],
  ])('that is wished for %p is as wished: %p', (wishedAt, asWished) => {
    const appointment = anAppointment()
      .wishing({ wishedAt: wishedAt ?? null })
      .build();
    appointment.chooseSlot(aSlot(), minute(4));
    expect(last(appointment).payload).toMatchObject({ asWished });
  });
});

describe('the preparation', () => {
  it('marks itself, once, and only of the slot that counts', () => {
    const appointment = anAppointment().confirmed().build();
    const before = published(appointment).length;
    appointment.markBay(ids.otherBooking, minute(7));
    appointment.markBay(ids.booking, minute(8));
    appointment.markBay(ids.booking, minute(9));
    expect(published(appointment).slice(before)).toEqual(['PreparationItemMarked']);
    expect(last(appointment).payload).toMatchObject({ item: 'technician_and_bay', ready: true, markedBy: '' });
    expect(appointment.itemsMissing).toBe(5);
  });

  it('gives a reason where something is not ready', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.markPreparationItem({ item: 'tools', ready: false, reason: '' }, { id: ids.advisor }, minute(7));
    expect(last(appointment).payload).toMatchObject({ item: 'tools', ready: false, reason: 'not_said' });
    appointment.markPreparationItem({ item: 'tools', ready: true, reason: 'x' }, { id: ids.advisor }, minute(8));
    expect(last(appointment).payload).toMatchObject({ ready: true, reason: '', markedBy: ids.advisor });
  });
});

describe('a move', () => {
  const to = (slot = aSlot({ startAt: day(4, 60), endAt: day(4, 180) })) => ({
    movedBy: 'station',
    reason: 'technician_ill',
    slot: { ...slot, bookingId: ids.otherBooking },
    advisorId: ids.advisor,
  });
  const told = { attempts: [{ at: minute(6), channel: 'phone', reached: true }], alternativeOffered: true };

  it('by the station needs notice and another time', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.move(to(), noNotice, surroundings, minute(10));
    expect(missing(appointment)).toEqual(['APT-D10 CUSTOMER_NOT_TOLD', 'APT-D10 ALTERNATIVE_NOT_OFFERED']);
  });

  it('moves the reminders, and the bay must be reserved again', () => {
    const appointment = anAppointment().prepared().build();
    appointment.remind('day', day(2, 60));
    appointment.move(to(), told, surroundings, day(2, 70));
    expect(missing(appointment)).toEqual([]);
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: day(3, 60), RemindOneHourBefore: day(4) });
    expect(appointment).toMatchObject({ itemsMissing: 1, dayDueAt: null, beforehand: [] });
    expect(last(appointment).payload).toMatchObject({ previousStartAt: day(3, 60), slot: { startAt: day(4, 60) } });
  });

  it('to a near time takes off what is set for a day before', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.move(to(aSlot({ startAt: minute(300), endAt: minute(420) })), told, surroundings, minute(10));
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: undefined, RemindOneHourBefore: minute(240) });
  });

  it('needs an advisor who is there then', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.move(to(aSlot({ startAt: day(4, -60), endAt: day(4, 60) })), told, surroundings, minute(10));
    expect(missing(appointment)).toEqual(['APT-D06 ADVISOR_NOT_ON_SHIFT']);
  });
});

describe('beforehand', () => {
  it('an appointment is not reminded of once its time has come, however late the reminder is', () => {
    const appointment = anAppointment().confirmed().build();
    const before = published(appointment).length;
    appointment.remind('day', day(3, 60));
    appointment.remind('hour', day(3, 61));
    expect(published(appointment)).toHaveLength(before);
    appointment.remind('hour', day(3, 59));
    expect(last(appointment)).toMatchObject({ name: 'ReconfirmationDue' });
  });

  it('is due, and confirmed', () => {
    const appointment = anAppointment().confirmed().build();
    appointment.remind('day', day(2, 60));
    expect(last(appointment).payload).toMatchObject({ ahead: 'day', itemsMissing: 6 });
    appointment.remind('hour', day(3));
    expect(appointment).toMatchObject({ dayDueAt: day(2, 60), hourDueAt: day(3) });
    appointment.reconfirmAppointment({ ahead: 'hour', answer: 'comes' }, { id: ids.clerk }, day(3, 5));
    expect(appointment).toMatchObject({ dayDueAt: null, hourDueAt: null });
    expect(last(appointment).payload).toMatchObject({ ahead: 'hour', answer: 'comes', ready: false });
  });

  it('is taken off when the appointment is', () => {
    const appointment = anAppointment().confirmed().build();
    makes.cancel(appointment);
    expect(timers(appointment)).toEqual({ RemindOneDayBefore: undefined, RemindOneHourBefore: undefined });
  });
});
