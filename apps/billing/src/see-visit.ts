import type { Call } from '@waystation/call';
import type { GetVisitOrderResponse } from '@waystation/contracts/reception/v1/service';
import type { VisitJob } from '@waystation/contracts/workshop/v1/service';
import type { Parts, Reception, Workshop } from './clients.ts';
import type { JobSeen, OrderSeen, Party, VisitSeen } from './model/visit-seen.ts';

/** Queries reception, workshop and parts for the facts of a visit. */
export async function seeVisit(
  visitId: string,
  reception: Reception,
  workshop: Workshop,
  parts: Parts,
  call: Call,
): Promise<VisitSeen> {
  const of = { stationId: call.stationId, visitId };
  const [order, work, { issued }] = await Promise.all([
    reception.getVisitOrder(of, call),
    workshop.getVisitWork(of, call),
    parts.getVisitParts(of, call),
  ]);
  return {
    askedAt: call.now,
    order: orderSeen(order),
    round: work.round,
    jobs: work.jobs.map(jobSeen),
    courtesies: work.courtesies.map(({ description }) => description),
    issued,
  };
}

const nobody: Party = { name: '', contactName: '', phone: '', address: '', taxNumber: '', language: '' };

function orderSeen({ items, party, ...order }: GetVisitOrderResponse): OrderSeen {
  const seen = items.map(({ itemId, payer, operations, parts }) => {
    return { itemId, payer, isWork: operations.length > 0, parts };
  });
  return { ...order, items: seen, party: { ...nobody, ...party } };
}

function jobSeen({ summary, parts, worked }: VisitJob): JobSeen {
  return {
    jobId: summary?.jobId ?? '',
    status: summary?.status ?? '',
    workedMinutes: worked.reduce((sum, { minutes }) => sum + minutes, 0),
    fitted: parts,
  };
}
