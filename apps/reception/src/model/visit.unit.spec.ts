import { journalOf } from '@waystation/model';
import { eventsOf, minute, missingOf } from '@waystation/testing/model';
import { aVisit } from '../../testing/a-visit.ts';
import { aConfirmation, aContact } from '../../testing/examples.ts';
import { ids } from '../../testing/ids.ts';
import { graceMinutes } from './grace.ts';
import type { Visit } from './visit.ts';

const last = (visit: Visit, name: string) =>
  journalOf(visit).published.findLast((event) => event.name === name)!.payload;

describe('a visit', () => {
  it('tells of each stage that it comes to, once', () => {
    const { visit } = aVisit().takenOver().cast();
    const stages = journalOf(visit).published.filter(({ name }) => name === 'VisitAdvanced');
    expect(stages.map(({ payload }) => payload['to'])).toEqual([
      'booked',
      'arrived',
      'checked_in',
      'ordered',
      'in_repair',
      'in_inspection',
      'handed_over',
    ]);
    expect(stages[0]!.payload).toMatchObject({ from: '', visitId: ids.visit });
    expect(last(visit, 'VisitState')).toMatchObject({ stage: 'handed_over', advisorId: ids.advisor, holds: [] });
  });

  it('is told nothing new by a fact that changes nothing', () => {
    const { visit } = aVisit().countersigned().cast();
    visit.note('job_started', minute(300));
    const before = eventsOf(visit).length;
    visit.note('job_started', minute(310));
    expect(eventsOf(visit)).toHaveLength(before);
  });

  it('is a no-show when its time is over, unless the vehicle came', () => {
    const { visit } = aVisit().cast();
    expect(journalOf(visit).timers).toMatchObject([{ step: 'MarkNoShow', subjectId: ids.visit }]);
    visit.markNoShow(minute(300));
    expect(visit.status).toBe('no_show');
    expect(eventsOf(visit)).toContain('VisitMarkedNoShow');
    visit.arrive({ arrivalId: ids.arrival, noticedBy: 'gate', vehicleReason: '' }, minute(310));
    expect(visit.status).toBe('arrived');
    visit.markNoShow(minute(320));
    expect(visit.status).toBe('arrived');
  });

  it('that was a no-show is booked again when it is moved', () => {
    const { visit } = aVisit().cast();
    visit.markNoShow(minute(300));
    visit.move(ids.advisor, { ...aConfirmation().slot!, startAt: minute(900) }, 60, minute(310));
    expect(visit.status).toBe('booked');
    expect(visit.dueAt).toEqual(minute(900));
    expect(journalOf(visit).timers).toMatchObject([{ step: 'MarkNoShow', at: minute(960) }]);
  });

  it('that left unrepaired has nothing ordered for it any more', () => {
    const { visit } = aVisit().shown().cast();
    visit.cancel('too_dear', minute(300));
    expect(() => visit.order(minute(301))).toThrow('order from cancelled');
  });

  it('waits for parts, the expert and rework, and for nothing once it is gone', () => {
    const { visit } = aVisit().countersigned().cast();
    visit.lackParts(minute(300));
    visit.requestExpertHelp(ids.question, minute(301));
    visit.failInspection(ids.nonconformity, minute(302));
    expect(visit.holds).toEqual(['parts', 'expert', 'rework']);
    visit.hearExpert(ids.question, minute(303));
    visit.passInspection(minute(304));
    expect(visit.holds).toEqual(['parts']);
    expect(eventsOf(visit).filter((name) => /Held|Released/.test(name))).toHaveLength(5);
    visit.note('vehicle_delivered', minute(305));
    expect(visit.holds).toEqual([]);
  });

  it('holds what came before it was booked', () => {
    const { visit } = aVisit().walkIn().cast();
    visit.lackParts(minute(1));
    expect(visit.stage).toBe('');
    expect(visit.holds).toEqual(['parts']);
  });

  it('keeps the first promise beside the last', () => {
    const { visit } = aVisit().promised().cast();
    const first = visit.firstPromisedAt;
    visit.promise({ promisedAt: minute(2000) }, minute(300));
    expect(visit).toMatchObject({ promisedAt: minute(2000), firstPromisedAt: first });
  });

  it('is offered no longer once there is more to do, whichever of both is heard of first', () => {
    const { visit } = aVisit().offered().cast();
    const offer = visit.handover!;
    visit.reopenWork(minute(400));
    expect(visit.handover).toBeNull();
    visit.offer(offer);
    expect(visit.handover).toBeNull();
    visit.offer({ ...offer, handedOverAt: minute(500) });
    expect(visit.handover).toMatchObject({ handedOverAt: minute(500) });
  });

  it('is taken over by who received it, from an inspector who explained', () => {
    const { visit, order } = aVisit().offered().cast();
    visit.handover = { ...visit.handover!, isExplained: false };
    visit.acceptHandover(ids.technician, order.countersignedRevision, minute(300));
    expect(missingOf(visit)).toEqual(['INS-D09 TAKEN_OVER_BY_ANOTHER', 'INS-D10 REPAIR_NOT_EXPLAINED']);
  });

  it('is not taken over before it is offered, nor when the order is newer', () => {
    const { visit } = aVisit().repaired().cast();
    expect(() => visit.acceptHandover(ids.advisor, 1, minute(300))).toThrow('VEHICLE_NOT_HANDED_OVER');
    const { visit: offered, order } = aVisit().offered().cast();
    const newer = order.countersignedRevision + 1;
    expect(() => offered.acceptHandover(ids.advisor, newer, minute(300))).toThrow('ORDER_NEWER_THAN_INSPECTED');
  });

  it('is cancelled before the order is countersigned only', () => {
    const { visit } = aVisit().shown().cast();
    visit.cancel('customer_wishes', minute(300));
    expect(visit.status).toBe('cancelled');
    expect(() => aVisit().countersigned().cast().visit.cancel('x', minute(300))).toThrow('cancel from ordered');
  });

  it('knows who may sign as their record says last, from when it is opened until the truck leaves', () => {
    const { visit } = aVisit().opened().cast();
    const updated = { currency: 'CNY', contacts: [aContact({ approvalLimitMinor: '500000' })] };
    visit.refreshContacts(updated, minute(300));
    expect(visit.contacts).toEqual(updated);
    const { name, payload } = journalOf(visit).published.at(-1)!;
    expect(name).toBe('ContactsRefreshed');
    expect(payload).toMatchObject({ customerId: ids.customer, contacts: 1, approvers: 1 });
    expect(() => visit.refreshContacts(undefined, minute(301))).toThrow('CUSTOMER_NOT_ON_FILE');
    expect(() => aVisit().cast().visit.refreshContacts(updated, minute(300))).toThrow('refreshContacts from booked');
  });

  it('is opened once', () => {
    const { visit } = aVisit().opened().cast();
    expect(() => visit.open({} as never, ids.advisor, minute(300))).toThrow('VISIT_OPENED_ALREADY');
  });
});

describe('the time for which a truck is waited', () => {
  it('is what the standard says, or two hours', () => {
    expect(
      graceMinutes({ limit: (rule, name) => (rule === 'REC-D02' && name === 'grace_minutes' ? 45 : undefined) }),
    ).toBe(45);
    expect(graceMinutes({ limit: () => undefined })).toBe(120);
  });
});
