import type { Keeper } from '@waystation/testing';
import { minute } from '@waystation/testing/model';
import { IssueSlip } from '../src/model/issue-slip.ts';
import { SupplyOrder } from '../src/model/supply-order.ts';
import { aPart, filter } from './a-part.ts';
import { anItem, appointed, aStore } from './a-store.ts';
import { ids } from './ids.ts';

/** Publishes a technician of the station to a service. */
export async function keepStaff(service: Keeper, stationId: string): Promise<void> {
  const anna = { staffId: ids.anna, active: true, roles: [{ role: 'TECHNICIAN' }] };
  const key = `${stationId}:${ids.anna}`;
  await service.keep('waystation.network.v1.StaffState', { key, stationId, ...anna }, stationId);
}

/** Finds the object of a class among built ones. */
export function builtOne<T>(kind: abstract new (...args: never[]) => T, built: readonly unknown[]): T {
  const found = built.flat().find((each) => each instanceof kind);
  if (!found) throw new Error(`the builders made no ${kind.name}`);
  return found as T;
}

const catalogue = [aPart('P-1'), aPart('P-2')];
const ofVisit = { visitId: ids.visit };
const some = (quantity: string) => ({ partNumber: 'P-1', quantity });
const inBin = { partNumber: 'P-1', bin: 'A-1' };

/** Sample of each step, with its actor and the events that it publishes. */
export const partsSteps = {
  RegisterPart: {
    given: [],
    request: { partNumber: 'P-1', ...filter },
    by: 'networkAdmin',
    publishes: { PartState: { partNumber: 'P-1', unit: 'piece', leadDays: 2 } },
  },
  SupersedePart: {
    given: catalogue,
    request: { partId: ids.part, supersededBy: 'P-2' },
    by: 'networkAdmin',
    publishes: { PartState: { partNumber: 'P-1', supersededBy: 'P-2' } },
  },
  ReceiveGoods: {
    given: [...catalogue, aStore().appointed(['P-1', '1'])],
    request: { lines: [{ ...inBin, quantity: '3' }], reference: 'DN-1' },
    by: 'partsClerk',
    publishes: {
      StockChanged: { kind: 'receive', quantity: '3', binQuantity: '3', bin: 'A-1' },
      PartsReserved: { visitId: ids.visit, parts: [some('1')] },
      PartsCovered: { visitId: ids.visit },
    },
  },
  CountStock: {
    given: [...catalogue, aStore().holding('P-1', '3')],
    request: { ...inBin, countedQuantity: '2' },
    by: 'partsClerk',
    publishes: { StockChanged: { kind: 'count', quantity: '-1', binQuantity: '2' } },
  },
  MoveStock: {
    given: [...catalogue, aStore().holding('P-1', '3')],
    request: { partNumber: 'P-1', fromBin: 'A-1', toBin: 'A-2', quantity: '1' },
    by: 'partsClerk',
    publishes: {
      StockChanged: [
        { kind: 'move', quantity: '-1', bin: 'A-1' },
        { kind: 'move', quantity: '1', bin: 'A-2' },
      ],
    },
  },
  ScrapStock: {
    given: [...catalogue, aStore().holding('P-1', '3')],
    request: { ...inBin, quantity: '1', reason: 'damaged' },
    by: 'partsClerk',
    publishes: { StockChanged: { kind: 'scrap', quantity: '-1' } },
  },
  SetStockLevel: {
    given: catalogue,
    request: { partNumber: 'P-1', minQuantity: '2', maxQuantity: '6' },
    by: 'partsClerk',
    publishes: {},
  },
  OrderParts: {
    given: [...catalogue, aStore().appointed(['P-1', '1'])],
    request: (...built: unknown[]) => ({
      supplyOrderId: builtOne(SupplyOrder, built).id,
      supplier: 'MAKER',
      expectedAt: minute(6_000),
    }),
    by: 'partsClerk',
    publishes: {
      PartsOrdered: { visitId: ids.visit, ...some('1'), supplier: 'MAKER', expectedAt: minute(6_000) },
      PartsShort: { parts: [{ ...some('1'), expectedAt: minute(6_000) }] },
    },
  },
  ReceiveOrder: {
    given: [
      ...catalogue,
      aStore()
        .appointed(['P-1', '1'])
        .having(({ room, id, at }) => room.newOrders[0]!.order({ supplier: 'MAKER' }, id(ids.partsClerk), at)),
    ],
    request: (...built: unknown[]) => ({ supplyOrderId: builtOne(SupplyOrder, built).id, bin: 'A-1' }),
    by: 'partsClerk',
    publishes: {
      StockChanged: { kind: 'receive' },
      PartsReceived: { ...some('1'), outstandingQuantity: '0', bin: 'A-1' },
      PartsReserved: {},
      PartsCovered: { visitId: ids.visit },
    },
  },
  ReleaseParts: {
    given: [...catalogue, aStore().holding('P-1', '1').appointed(['P-1', '1'])],
    request: ofVisit,
    by: 'advisor',
    publishes: { PartsReleased: { reason: 'not_needed', parts: [some('1')] } },
  },
  PickToShelf: {
    given: [...catalogue, aStore().holding('P-1', '1').appointed(['P-1', '1'])],
    request: { ...ofVisit, shelf: 'S1', bin: '03' },
    by: 'partsClerk',
    publishes: {
      StockChanged: [
        { kind: 'pick', bin: 'A-1', quantity: '-1' },
        { kind: 'pick', bin: 'S1/03', quantity: '1' },
      ],
      PartsShelved: { shelf: 'S1', bin: '03', complete: true, clerkId: ids.partsClerk, parts: [some('1')] },
    },
  },
  IssueParts: {
    given: [...catalogue, aStore().holding('P-1', '3').countersigned(['P-1', '2'])],
    request: { ...ofVisit, itemId: ids.item, technicianId: ids.anna, parts: [some('2')] },
    by: 'partsClerk',
    publishes: {
      StockChanged: { kind: 'issue', quantity: '-2', binQuantity: '1' },
      PartsIssued: { itemId: ids.item, technicianId: ids.anna, clerkId: ids.partsClerk, parts: [some('2')] },
    },
  },
  ReturnParts: {
    given: [...catalogue, aStore().holding('P-1', '2').countersigned(['P-1', '2']).issued('P-1', '2')],
    request: (...built: unknown[]) => {
      const { id: issueSlipId, lines } = builtOne(IssueSlip, built);
      return { issueSlipId, lines: [{ issueLineId: lines[0]!.issueLineId, quantity: '1' }], bin: 'A-1' };
    },
    by: 'partsClerk',
    publishes: {
      StockChanged: { kind: 'return', quantity: '1' },
      PartsReturned: { itemId: ids.item, parts: [some('1')] },
    },
  },
  KeepReplacedPart: {
    given: [aStore().countersigned(['P-1', '1'])],
    request: { ...ofVisit, itemId: ids.item, ...some('1') },
    by: 'technician',
    publishes: { ReplacedPartKept: { itemId: ids.item, technicianId: ids.anna, ...some('1') } },
  },
  DisposeReplacedPart: {
    given: [aStore().countersigned(['P-1', '1']).replaced('P-1')],
    request: { replacedPartId: ids.replaced, disposition: 'returned', customerAsked: true },
    by: 'advisor',
    publishes: { ReplacedPartDisposed: { disposition: 'returned', customerAsked: true, advisorId: ids.advisor } },
  },
} as const;

const wholeVisit = [
  ...catalogue,
  aStore().holding('P-1', '3').countersigned(['P-1', '2'], ['P-2', '1']).issued('P-1', '1').replaced('P-1'),
];

/** Sample of each query. */
export const partsQueries = {
  CheckAvailability: {
    given: wholeVisit,
    request: { parts: [some('1')] },
    by: 'advisor',
    service: 'reception',
  },
  GetVisitParts: { given: wholeVisit, request: ofVisit, by: 'advisor' },
  ListStock: { given: wholeVisit, request: {}, by: 'partsClerk' },
  ListParts: { given: wholeVisit, request: {}, by: 'technician' },
  ListSupplyOrders: { given: wholeVisit, request: {}, by: 'partsClerk' },
  ListWork: { given: wholeVisit, request: {}, by: 'partsClerk' },
  ListEvents: { given: wholeVisit, request: ofVisit, by: 'advisor' },
} as const;

const booked = [...catalogue, aStore().holding('P-1', '2').appointed(['P-1', '1'])];
const agreed = [...catalogue, aStore().holding('P-1', '2').countersigned(['P-1', '1'])];

/** Sample of the event of each reaction. */
export const partsReactions = {
  ReservePartsWhenAppointmentConfirmed: {
    given: [...catalogue, aStore().holding('P-1', '2')],
    event: { ...ofVisit, parts: appointed([['P-1', '1']]), slot: { startAt: minute(60), endAt: minute(120) } },
  },
  MoveReservationWhenAppointmentMoved: {
    given: booked,
    event: { ...ofVisit, slot: { startAt: minute(90), endAt: minute(120) } },
  },
  AdjustReservationWhenRepairOrderCountersigned: {
    given: booked,
    event: { ...ofVisit, orderRevision: 1, items: [anItem([['P-1', '2']])] },
  },
  AdjustReservationWhenRepairOrderChanged: {
    given: agreed,
    event: { ...ofVisit, orderRevision: 2, items: [anItem([['P-1', '2']])] },
  },
  RecallPartsWhenItemWithdrawn: { given: agreed, event: { ...ofVisit, itemId: ids.item } },
  ReleasePartsWhenAppointmentCancelled: { given: booked, event: ofVisit },
  ReleasePartsWhenVisitMarkedNoShow: { given: booked, event: ofVisit },
  ReleasePartsWhenVisitCancelled: { given: agreed, event: ofVisit },
  ReleasePartsWhenVehicleDelivered: { given: agreed, event: ofVisit },
};
