import type { Call } from '@waystation/call';
import type { GetVisitOrderResponse } from '@waystation/contracts/reception/v1/service';
import type { VisitJob } from '@waystation/contracts/workshop/v1/service';
import type { Parts, Reception, Workshop } from './clients.ts';
import type { JobFacts, OrderFacts, Party, VisitFacts } from './model/visit-facts.ts';

/** Queries reception, workshop and parts for the facts of a visit. */
export async function queryVisit(
  visitId: string,
  reception: Reception,
  workshop: Workshop,
  parts: Parts,
  call: Call,
): Promise<VisitFacts> {
  const of = { stationId: call.stationId, visitId };
  const [order, work, { issued }] = await Promise.all([
    reception.getVisitOrder(of, call),
    workshop.getVisitWork(of, call),
    parts.getVisitParts(of, call),
  ]);
  return {
    askedAt: call.now,
    order: orderFacts(order),
    round: work.round,
    jobs: work.jobs.map(jobFacts),
    courtesies: work.courtesies.map(({ description }) => description),
    issued,
  };
}

const nobody: Party = { name: '', contactName: '', phone: '', address: '', taxNumber: '', language: '' };

function orderFacts({ items, party, ...order }: GetVisitOrderResponse): OrderFacts {
  const seen = items.map(({ itemId, payer, operations, parts }) => {
    return { itemId, payer, isWork: operations.length > 0, parts };
  });
  return { ...order, items: seen, party: { ...nobody, ...party } };
}

function jobFacts({ summary, parts, worked }: VisitJob): JobFacts {
  return {
    jobId: summary?.jobId ?? '',
    status: summary?.status ?? '',
    workedMinutes: worked.reduce((sum, { minutes }) => sum + minutes, 0),
    fitted: parts,
  };
}
