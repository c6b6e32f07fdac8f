import { GetVisitPartsResponse } from '@waystation/contracts/parts/v1/service';
import { GetDepartureResponse, GetVisitOrderResponse } from '@waystation/contracts/reception/v1/service';
import { GetVisitWorkResponse } from '@waystation/contracts/workshop/v1/service';
import { Document } from '@waystation/documents';
import { NotFound } from '@waystation/model';
import { aRequestedOverride, type Keeper } from '@waystation/testing';
import { hash, minute, otherHash, type Place } from '@waystation/testing/model';
import { gateCodeHash } from '../src/gate-code.ts';
import type { Departure } from '../src/model/delivery.ts';
import type { VisitFacts } from '../src/model/visit-facts.ts';
import { aVisit, aVisitSeen, freeToGo, ids, market, priceList } from './a-visit.ts';

/** Publishes a station to a service. */
export async function keepStation(service: Keeper, stationId: string): Promise<void> {
  const where = { name: 'Station', address: '2 Ring Road', phone: '+86 10 5555 0199', timeZone: 'Asia/Shanghai' };
  const station = { stationId, ...where, ...market, language: 'en', status: 'open' };
  await service.keep('waystation.network.v1.StationState', station, stationId);
}

/** Publishes the price list of a station to a service. */
export async function keepPrices(service: Keeper, stationId: string): Promise<void> {
  const [priceListId] = priceList.split(':');
  const list = { key: priceList, priceListId, version: 3, stationId, from: minute(-1_000), partPages: 2, ...market };
  const disposal = {
    code: 'disposal',
    amountMinor: 500n,
    taxCategory: 'standard',
    descriptionEn: 'Disposal',
    descriptionZh: '处置费',
  };
  const prices = { fees: [disposal], taxCategories: [{ code: 'standard', ratePercent: '13' }] };
  await service.keep('waystation.network.v1.PriceListState', { ...list, ...prices }, stationId);
}

/** Stubs of the other services, which know only the sample visit at one station. */
export class Others {
  seen = aVisitSeen();
  departure: Departure = freeToGo;
  private readonly stationId: string;

  constructor(stationId: string) {
    this.stationId = stationId;
  }

  reset(): void {
    this.seen = aVisitSeen();
    this.departure = freeToGo;
  }

  answerWith(facts: Partial<VisitFacts>): void {
    this.seen = aVisitSeen(facts);
  }

  readonly reception = {
    getVisitOrder: async ({ stationId, visitId }: Asked) => {
      this.mustKnow('repair order', stationId, visitId);
      const { items, ...order } = this.seen.order;
      const ordered = items.map(({ isWork, ...item }) => ({
        ...item,
        operations: isWork ? [{ code: '013-001-017' }] : [],
      }));
      return GetVisitOrderResponse.fromPartial({ visitId, ...order, items: ordered });
    },
    getDeparture: async ({ stationId, visitId }: Asked) => {
      this.mustKnow('visit', stationId, visitId);
      return GetDepartureResponse.fromPartial({ visitId, ...(this.departure as object) });
    },
  };

  readonly workshop = {
    getVisitWork: async ({ stationId, visitId }: Asked) => {
      this.mustKnow('visit work', stationId, visitId);
      const { round, jobs, courtesies } = this.seen;
      return GetVisitWorkResponse.fromPartial({
        visitId,
        round,
        jobs: jobs.map(({ jobId, status, workedMinutes: minutes, fitted }) => {
          return { summary: { jobId, status }, parts: fitted, worked: [{ technicianId: ids.advisor, minutes }] };
        }),
        courtesies: courtesies.map((description) => ({ description })),
      });
    },
  };

  readonly parts = {
    getVisitParts: async ({ stationId, visitId }: Asked) => {
      this.mustKnow('visit parts', stationId, visitId);
      return GetVisitPartsResponse.fromPartial({ visitId, issued: this.seen.issued });
    },
  };

  private mustKnow(what: string, stationId: string, visitId: string): void {
    if (stationId !== this.stationId || visitId !== ids.visit) throw new NotFound(what, visitId);
  }
}

interface Asked {
  stationId: string;
  visitId: string;
}

/** Stored statement document. */
export function aDocument() {
  return {
    build: ({ stationId, now, id }: Place) => {
      const file = { kind: 'statement', fileName: 'statement-1.pdf', content: Buffer.from('%PDF-1.7'), createdAt: now };
      return Document.keep({ id: id(ids.statementDocument), visitId: id(ids.visit), ...file }, stationId);
    },
  };
}

export const gateCode = '9F3A-0C41-77BE';

const ofVisit = { visitId: ids.visit };
const ofInvoice = { invoiceId: ids.invoice };

/** Sample of each step: its precondition, request, actor and events. */
export const billingSteps = {
  DrawStatement: {
    given: [aVisit()],
    request: { ...ofVisit, fees: [{ code: 'disposal', payer: 'customer', itemId: '' }] },
    by: 'advisor',
    publishes: { StatementDrawn: { statementRevision: 1, orderRevision: 1, currency: 'CNY', differences: 0 } },
  },
  ExplainDifference: {
    given: [aVisit().of({ issued: [], jobs: [] }).drawn()],
    request: {
      ...ofVisit,
      differenceId: `${ids.difference.slice(0, -2)}90`,
      reason: 'recorded_late',
      remarks: 'tablet',
    },
    by: 'cashier',
    publishes: { DifferenceExplained: { reason: 'recorded_late', explainedBy: ids.cashier } },
  },
  CloseStatement: {
    given: [aVisit().drawn()],
    request: { ...ofVisit, statementRevision: 1 },
    by: 'advisor',
    publishes: { StatementClosed: { statementRevision: 1, approvedMinor: 16_950n, priceLists: [priceList] } },
  },
  IssueInvoice: {
    given: [aVisit().closed()],
    request: { ...ofVisit, payer: 'customer', purchaseOrderNumber: 'PO-7' },
    by: 'cashier',
    publishes: { InvoiceIssued: { number: '2026-000001', payer: 'customer', amountMinor: 16_950n, currency: 'CNY' } },
  },
  TakePayment: {
    given: [aVisit().invoiced()],
    request: { ...ofInvoice, amountMinor: 16_950n, method: 'card', accompaniedBy: ids.advisor },
    by: 'cashier',
    publishes: {
      PaymentTaken: { amountMinor: 16_950n, openMinor: 0n, accompaniedBy: ids.advisor },
      StatementSettled: {},
    },
  },
  ChargeToAccount: {
    given: [aVisit().invoiced()],
    request: ofInvoice,
    by: 'cashier',
    publishes: { ChargedToAccount: { amountMinor: 16_950n, dueAt: minute(30 * 24 * 60) }, StatementSettled: {} },
  },
  NotifyVehicleReady: {
    given: [aVisit()],
    request: { ...ofVisit, channel: 'message' },
    by: 'advisor',
    publishes: { VehicleReadyNotified: { channel: 'message', advisorId: ids.advisor } },
  },
  RecordWalkAround: {
    given: [aVisit()],
    request: ofVisit,
    by: 'advisor',
    publishes: { WalkAroundRecorded: { advisorId: ids.advisor } },
  },
  ExplainInvoice: {
    given: [aVisit().closed()],
    request: ofVisit,
    by: 'advisor',
    publishes: { InvoiceExplained: { advisorId: ids.advisor } },
  },
  AdviseCustomer: {
    given: [aVisit()],
    request: { ...ofVisit, nextServiceAt: minute(90 * 24 * 60), nextServiceKm: 150_000, wearExplained: true },
    by: 'advisor',
    publishes: {
      CustomerAdvised: { nextServiceAt: minute(90 * 24 * 60), nextServiceKm: 150_000, wearExplained: true },
    },
  },
  HandOverDocuments: {
    given: [aVisit().settled()],
    request: { ...ofVisit, medium: 'print' },
    by: 'advisor',
    publishes: { DocumentsHandedOver: { medium: 'print', advisorId: ids.advisor } },
  },
  IssueGatePass: {
    given: [aVisit().handedOver()],
    request: ofVisit,
    by: 'advisor',
    publishes: { GatePassIssued: { expiresAt: minute(120) } },
  },
  DeliverVehicle: {
    given: [
      aVisit()
        .passed(gateCodeHash(ids.visit, gateCode))
        .having(({ delivery, statement }, at) => {
          delivery.explainInvoice(statement!, ids.advisor, at);
          delivery.adviseCustomer({ nextServiceKm: 150_000, wearExplained: true }, ids.advisor, at);
        }),
    ],
    request: { ...ofVisit, gatePassCode: '9f3a 0c41 77be', seenOffBy: ids.advisor },
    by: 'advisor',
    publishes: {
      VehicleDelivered: { advisorId: ids.advisor, receivingAdvisorId: ids.advisor, nextServiceKm: 150_000 },
    },
  },
  RequestOverride: {
    given: [aVisit()],
    request: { ...ofVisit, rule: 'DEL-D05', justification: 'her shift is over' },
    by: 'advisor',
    publishes: { OverrideRequested: { rule: 'DEL-D05', subject: ids.visit, requestedBy: ids.advisor } },
  },
  GrantOverride: {
    given: [aVisit()],
    request: { ...ofVisit, rule: 'DEL-D14', reason: 'the keys are with the driver' },
    by: 'manager',
    publishes: { OverrideGranted: { rule: 'DEL-D14', subject: ids.visit, requestedBy: '' } },
  },
  DeclineOverride: {
    given: [aRequestedOverride(ids.visit, 'DEL-D05', ids.override)],
    request: { ...ofVisit, rule: 'DEL-D05', reason: 'there is time to do it' },
    by: 'manager',
    publishes: { OverrideDeclined: { rule: 'DEL-D05', subject: ids.visit, requestedBy: ids.advisor } },
  },
} as const;

/** Sample of each query. */
export const billingQueries = {
  GetStatement: { given: [aVisit().settled()], request: ofVisit, by: 'cashier' },
  ListInvoices: { given: [aVisit().settled()], request: {}, by: 'cashier' },
  GetDelivery: { given: [aVisit().handedOver()], request: ofVisit, by: 'gateAttendant' },
  GetDocument: { given: [aDocument()], request: { documentId: ids.statementDocument }, by: 'advisor' },
  ListWork: { given: [aVisit().settled()], request: {}, by: 'advisor' },
  ListOverrides: { given: [aRequestedOverride(ids.visit, 'DEL-D05', ids.override)], request: ofVisit, by: 'manager' },
  ListStationOverrides: { given: [aRequestedOverride(ids.visit, 'DEL-D05', ids.override)], request: {}, by: 'manager' },
  ListEvents: { given: [aVisit().settled()], request: ofVisit, by: 'advisor' },
} as const;

const document = { documentId: ids.recommendation, documentHash: otherHash, at: minute(1) };

/** Sample of the event of each reaction. */
export const billingReactions = {
  NoteDocumentWhenRepairOrderCountersigned: { given: [], event: { ...ofVisit, ...document, orderRevision: 1 } },
  NoteDocumentWhenInspectionPassed: { given: [], event: { ...ofVisit, ...document, documentHash: hash } },
  NoteDocumentWhenGuaranteeCertificateIssued: { given: [aVisit()], event: { ...ofVisit, ...document } },
  NoteHandoverWhenHandoverAccepted: { given: [], event: { ...ofVisit, advisorId: ids.advisor } },
  MarkStatementStaleWhenRepairOrderChanged: { given: [aVisit().drawn()], event: { ...ofVisit, orderRevision: 2 } },
  MarkStatementStaleWhenPartsReturned: {
    given: [aVisit().closed()],
    event: { ...ofVisit, at: minute(1), parts: [{ issueLineId: ids.issueLine, partNumber: 'P-1', quantity: '1' }] },
  },
  MarkStatementStaleWhenWorkReopened: { given: [aVisit().settled()], event: { ...ofVisit, round: 2 } },
};
