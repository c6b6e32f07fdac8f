import { Document } from '@waystation/documents';
import { aRequestedOverride, type Keeper } from '@waystation/testing';
import { hash, type Place } from '@waystation/testing/model';
import { aFile, anOrderedItem } from './a-file.ts';
import {
  aConcession,
  anInspection,
  aPoint,
  assessment,
  aWork,
  drive,
  fault,
  formVersion,
  ids,
  leaking,
  offer,
  aSpecification,
  theAdvisor,
  theInspector,
} from './an-inspection.ts';

/** Publishes to a service a station in Shanghai, two inspectors, an advisor and the specification. */
export async function keepStation(service: Keeper, stationId: string): Promise<void> {
  const station = {
    name: 'Pudong',
    address: '1 Harbour Road',
    phone: '+86 21 5555',
    timeZone: 'Asia/Shanghai',
    jurisdiction: 'CN',
    language: 'zh',
  };
  await service.keep('waystation.network.v1.StationState', { stationId, ...station }, stationId);
  const staff = [
    { ...theInspector, displayName: 'Zhao Min' },
    { ...theInspector, staffId: ids.otherInspector, displayName: 'Lin Feng' },
    { ...theAdvisor, displayName: 'Zhang Wei' },
  ];
  for (const member of staff) {
    const key = `${stationId}:${member.staffId}`;
    await service.keep('waystation.network.v1.StaffState', { key, stationId, ...member }, stationId);
  }
  const form = { formId: ids.form, version: 3, titleEn: 'Final inspection', titleZh: '竣工检验', ...aSpecification() };
  await service.keep('waystation.network.v1.FormState', { key: `${ids.form}:3`, ...form }, stationId);
}

const ofVisit = { visitId: ids.visit };
const withFile = (inspection: ReturnType<typeof anInspection>) => [inspection, aFile()];

/** Inspection in the second round, after a nonconformity in the first. */
export const inSecondRound = () =>
  anInspection()
    .failed()
    .having((inspection, at, { place }) => {
      const { id } = place;
      const { items, ...work } = aWork({ round: 2, orderRevision: 2, leadTechnicianId: id(ids.anna) });
      inspection.suspend(2, at);
      const again = items.map((item) => ({ ...item, itemId: id(item.itemId) }));
      inspection.reopen({ ...work, workerIds: [id(ids.anna)], items: again }, at);
    });

/** Inspection like `inSecondRound`, started. */
export const startedAgain = () =>
  inSecondRound().having((inspection, at, { actor, member, place }) => {
    const by = { ...formVersion, formId: place.id(ids.form) };
    inspection.start(by, { form: aSpecification(), next: undefined, member }, actor, at);
  });

/** Stored inspection sheet. */
const aSheet = {
  build: ({ stationId, now: createdAt, id }: Place) => {
    const facts = {
      kind: 'inspection_sheet',
      fileName: 'inspection-sheet.pdf',
      content: Buffer.from('%PDF-'),
      createdAt,
    };
    return Document.keep({ id: id(ids.sheet), visitId: id(ids.visit), ...facts }, stationId);
  },
};

/** Sample of each step, with its actor and the events that it publishes. */
export const inspectionSteps = {
  StartInspection: {
    given: [anInspection()],
    request: { ...ofVisit, ...formVersion },
    by: 'inspector',
    publishes: { InspectionStarted: { inspectorId: ids.inspector, formId: ids.form, formVersion: 3 } },
  },
  RecordPoints: {
    given: [anInspection().started()],
    request: { ...ofVisit, points: [aPoint('torque'), leaking, aPoint('tread', 'ok', { value: '6.5' })] },
    by: 'inspector',
    publishes: {
      PointsRecorded: {
        inspectorId: ids.inspector,
        points: [
          { pointId: 'torque', result: 'ok' },
          { pointId: 'leaks', result: 'not_ok', photoHashes: [hash] },
          { pointId: 'tread', result: 'ok', value: '6.5', unit: 'mm' },
        ],
      },
    },
  },
  RecordRoadTest: {
    given: [anInspection().started()],
    request: { ...ofVisit, ...drive },
    by: 'inspector',
    publishes: { RoadTestRecorded: { leadTechnicianId: ids.anna, distanceKm: '12.5' } },
  },
  RaiseNonconformity: {
    given: [anInspection().started()],
    request: { ...ofVisit, ...fault },
    by: 'inspector',
    publishes: {
      NonconformityRaised: { itemId: ids.item, nonconformityClass: 'major', cause: 'workmanship', round: 1 },
    },
  },
  CloseNonconformity: {
    given: [
      anInspection()
        .recorded()
        .having((inspection, at, { actor, place }) => {
          const raised = { ...fault, itemId: place.id(ids.item) };
          inspection.raiseNonconformity(ids.nonconformity, raised, actor, at);
        }),
    ],
    request: { ...ofVisit, nonconformityId: ids.nonconformity, outcome: 'concession', ...aConcession() },
    by: 'inspector',
    publishes: {
      NonconformityClosed: { nonconformityId: ids.nonconformity, outcome: 'concession', contactId: ids.approver },
    },
  },
  NoteDefect: {
    given: [anInspection().started()],
    request: { ...ofVisit, ...assessment },
    by: 'inspector',
    publishes: { DefectNoted: { severity: 'soon', cause: 'worn', componentCode: '013001017', photoHashes: [hash] } },
  },
  RecordWear: {
    given: [anInspection().started()],
    request: {
      ...ofVisit,
      readings: [{ part: 'tyre', position: '1L', value: '6.5', unit: 'mm', limit: '1.6', kmLeft: 40_000 }],
    },
    by: 'inspector',
    publishes: { WearRecorded: { readings: [{ part: 'tyre', position: '1L', value: '6.5', kmLeft: 40_000 }] } },
  },
  RecordWash: {
    given: [anInspection()],
    request: ofVisit,
    by: 'inspector',
    publishes: { VehicleWashed: { washedBy: ids.inspector } },
  },
  ParkVehicle: {
    given: [anInspection().passed()],
    request: { ...ofVisit, space: '12' },
    by: 'inspector',
    publishes: { VehicleParked: { space: '12', parkedBy: ids.inspector } },
  },
  PassInspection: {
    given: withFile(anInspection().ready()),
    request: ofVisit,
    by: 'inspector',
    publishes: {
      InspectionPassed: { inspectorId: ids.inspector, orderRevision: 1, round: 1 },
      GuaranteeCertificateIssued: {
        vehicleId: ids.vehicle,
        guarantees: [
          {
            itemId: ids.item,
            guaranteeClass: 'minor',
            distanceKm: 2_000,
            days: 10,
            jurisdiction: 'CN',
            componentCodes: ['013001017'],
          },
        ],
      },
    },
  },
  FailInspection: {
    given: [
      anInspection()
        .started()
        .having((inspection, at, { actor, place }) => {
          const raised = { ...fault, itemId: place.id(ids.item) };
          inspection.raiseNonconformity(ids.nonconformity, raised, actor, at);
        }),
    ],
    request: ofVisit,
    by: 'inspector',
    publishes: { InspectionFailed: { inspectorId: ids.inspector, round: 1 } },
  },
  HandOverVehicle: {
    given: withFile(
      anInspection()
        .passed()
        .having((inspection, at, { actor }) => inspection.parkVehicle('12', actor, at)),
    ),
    request: { ...ofVisit, ...offer, advisorId: '' },
    by: 'inspector',
    publishes: {
      VehicleHandedOver: {
        inspectorId: ids.inspector,
        advisorId: ids.advisor,
        orderRevision: 1,
        documents: offer.documents,
      },
    },
  },
  RequestOverride: {
    given: [anInspection().started()],
    request: { ...ofVisit, rule: 'INS-D08', justification: 'the wash bay is frozen' },
    by: 'inspector',
    publishes: { OverrideRequested: { rule: 'INS-D08', subject: ids.visit, revision: 0, requestedBy: ids.inspector } },
  },
  GrantOverride: {
    given: [anInspection().started()],
    request: { ...ofVisit, rule: 'INS-D08', revision: 1, reason: 'the roads are dry' },
    by: 'manager',
    publishes: { OverrideGranted: { rule: 'INS-D08', subject: ids.visit, revision: 1, requestedBy: '' } },
  },
  DeclineOverride: {
    given: [aRequestedOverride(ids.visit, 'INS-D08', ids.override)],
    request: { ...ofVisit, rule: 'INS-D08', reason: 'there is time to do it' },
    by: 'manager',
    publishes: { OverrideDeclined: { rule: 'INS-D08', subject: ids.visit, requestedBy: ids.advisor } },
  },
} as const;

/** Sample of each query. */
export const inspectionQueries = {
  GetInspection: { given: [anInspection().ready()], request: ofVisit, by: 'advisor' },
  ListInspections: { given: [anInspection().ready()], request: {}, by: 'advisor' },
  GetDocument: { given: [aSheet], request: { documentId: ids.sheet }, by: 'advisor' },
  ListWork: { given: [anInspection().ready()], request: {}, by: 'inspector' },
  ListOverrides: { given: [aRequestedOverride(ids.visit, 'INS-D08', ids.override)], request: ofVisit, by: 'manager' },
  ListStationOverrides: { given: [aRequestedOverride(ids.visit, 'INS-D08', ids.override)], request: {}, by: 'manager' },
  ListEvents: { given: [anInspection().ready()], request: ofVisit, by: 'advisor' },
} as const;

const recommended = { recommendationId: ids.recommendation, source: 'wear', sourceId: ids.tread };

/** Sample of the event of each reaction. */
export const inspectionReactions = {
  OpenInspectionWhenWorkFinished: { event: { ...ofVisit, ...aWork() } },
  SuspendInspectionWhenWorkReopened: {
    given: [anInspection().passed()],
    event: { ...ofVisit, round: 2, orderRevision: 2 },
  },
  CloseInspectionWhenVisitCancelled: { given: withFile(anInspection().started()), event: ofVisit },
  NoteVisitWhenVisitOpened: { event: { ...ofVisit, vehicleId: ids.vehicle, advisorId: ids.advisor } },
  NoteOdometerWhenConditionRecorded: { event: { ...ofVisit, vehicleId: ids.vehicle, odometerKm: 120_000 } },
  NoteOrderWhenRepairOrderCountersigned: { event: { ...ofVisit, orderRevision: 1, items: [anOrderedItem()] } },
  NoteOrderWhenRepairOrderChanged: {
    given: [aFile()],
    event: { ...ofVisit, orderRevision: 2, items: [anOrderedItem(ids.otherItem)] },
  },
  NoteRecommendationWhenWorkRecommended: { given: [aFile()], event: { ...ofVisit, ...recommended } },
};
