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
  it('publishes each stage once', () => {
    const { visit } = aVisit().handoverAccepted().records();
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

  it('publishes nothing for a repeated fact', () => {
    const { visit } = aVisit().countersigned().records();
    visit.note('job_started', minute(300));
    const before = eventsOf(visit).length;
    visit.note('job_started', minute(310));
    expect(eventsOf(visit)).toHaveLength(before);
  });

  it('becomes a no-show after its time unless the vehicle has come', () => {
    const { visit } = aVisit().records();
    expect(journalOf(visit).timers).toMatchObject([{ step: 'MarkNoShow', subjectId: ids.visit }]);
    visit.markNoShow(minute(300));
    expect(visit.status).toBe('no_show');
    expect(eventsOf(visit)).toContain('VisitMarkedNoShow');
    visit.arrive({ arrivalId: ids.arrival, source: 'gate', vehicleConflictReason: '' }, minute(310));
    expect(visit.status).toBe('arrived');
    visit.markNoShow(minute(320));
    expect(visit.status).toBe('arrived');
  });

  it('is booked again if its appointment is moved after a no-show', () => {
    const { visit } = aVisit().records();
    visit.markNoShow(minute(300));
    visit.move(ids.advisor, { ...aConfirmation().slot!, startAt: minute(900) }, 60, minute(310));
    expect(visit.status).toBe('booked');
    expect(visit.dueAt).toEqual(minute(900));
    expect(journalOf(visit).timers).toMatchObject([{ step: 'MarkNoShow', at: minute(960) }]);
  });

  it('refuses an order after it was cancelled', () => {
    const { visit } = aVisit().shown().records();
    visit.cancel('too_dear', minute(300));
    expect(() => visit.order(minute(301))).toThrow('order from cancelled');
  });

  it('waits for parts, expert and rework, and for nothing after the delivery', () => {
    const { visit } = aVisit().countersigned().records();
    visit.reportPartsShort(minute(300));
    visit.requestExpertHelp(ids.question, minute(301));
    visit.failInspection(ids.nonconformity, minute(302));
    expect(visit.holds).toEqual(['parts', 'expert', 'rework']);
    visit.recordExpertAnswer(ids.question, minute(303));
    visit.passInspection(minute(304));
    expect(visit.holds).toEqual(['parts']);
    expect(eventsOf(visit).filter((name) => /Held|Released/.test(name))).toHaveLength(5);
    visit.note('vehicle_delivered', minute(305));
    expect(visit.holds).toEqual([]);
  });

  it('keeps a hold that arrives before the booking', () => {
    const { visit } = aVisit().walkIn().records();
    visit.reportPartsShort(minute(1));
    expect(visit.stage).toBe('');
    expect(visit.holds).toEqual(['parts']);
  });

  it('keeps the first promise besides the last', () => {
    const { visit } = aVisit().promised().records();
    const first = visit.firstPromisedAt;
    visit.promise({ promisedAt: minute(2000) }, minute(300));
    expect(visit).toMatchObject({ promisedAt: minute(2000), firstPromisedAt: first });
  });

  it('is no longer offered once the work is reopened, whichever event arrives first', () => {
    const { visit } = aVisit().offered().records();
    const offer = visit.handover!;
    visit.reopenWork(minute(400));
    expect(visit.handover).toBeNull();
    visit.offer(offer);
    expect(visit.handover).toBeNull();
    visit.offer({ ...offer, handedOverAt: minute(500) });
    expect(visit.handover).toMatchObject({ handedOverAt: minute(500) });
  });

  it('is accepted by its own advisor, from an inspector who explained the repair', () => {
    const { visit, order } = aVisit().offered().records();
    visit.handover = { ...visit.handover!, isExplained: false };
    visit.acceptHandover(ids.technician, order.countersignedRevision, minute(300));
    expect(missingOf(visit)).toEqual(['INS-D09 HANDOVER_ACCEPTED_BY_ANOTHER', 'INS-D10 REPAIR_NOT_EXPLAINED']);
  });

  it('is not accepted before the offer, or if the order is newer than the inspection', () => {
    const { visit } = aVisit().repaired().records();
    expect(() => visit.acceptHandover(ids.advisor, 1, minute(300))).toThrow('VEHICLE_NOT_HANDED_OVER');
    const { visit: offered, order } = aVisit().offered().records();
    const newer = order.countersignedRevision + 1;
    expect(() => offered.acceptHandover(ids.advisor, newer, minute(300))).toThrow('ORDER_NEWER_THAN_INSPECTED');
  });

  it('can be cancelled only before the order is countersigned', () => {
    const { visit } = aVisit().shown().records();
    visit.cancel('customer_request', minute(300));
    expect(visit.status).toBe('cancelled');
    expect(() => aVisit().countersigned().records().visit.cancel('x', minute(300))).toThrow('cancel from ordered');
  });

  it('takes new contacts from the record of a known customer, once it is opened', () => {
    const { visit } = aVisit().opened().records();
    const updated = { currency: 'CNY', contacts: [aContact({ approvalLimitMinor: '500000' })] };
    visit.refreshContacts(updated, minute(300));
    expect(visit.contacts).toEqual(updated);
    const { name, payload } = journalOf(visit).published.at(-1)!;
    expect(name).toBe('ContactsRefreshed');
    expect(payload).toMatchObject({ customerId: ids.customer, contacts: 1, approvers: 1 });
    expect(() => visit.refreshContacts(undefined, minute(301))).toThrow('CUSTOMER_NOT_ON_FILE');
    expect(() => aVisit().records().visit.refreshContacts(updated, minute(300))).toThrow('refreshContacts from booked');
  });

  it('is opened only once', () => {
    const { visit } = aVisit().opened().records();
    expect(() => visit.open({} as never, ids.advisor, minute(300))).toThrow('VISIT_ALREADY_OPENED');
  });
});

describe('the grace period before a no-show', () => {
  it('follows the standard, or is two hours', () => {
    expect(
      graceMinutes({ limit: (rule, name) => (rule === 'REC-D02' && name === 'grace_minutes' ? 45 : undefined) }),
    ).toBe(45);
    expect(graceMinutes({ limit: () => undefined })).toBe(120);
  });
});
