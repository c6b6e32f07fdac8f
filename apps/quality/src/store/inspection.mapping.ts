import { defineEntity, p } from '@mikro-orm/postgresql';
import { encrypted, mapping, Store } from '@waystation/store';
import type { Concession } from '../model/concession.ts';
import type { InspectedItem } from '../model/finished-work.ts';
import { inspectionSteps } from '../model/inspection-steps.ts';
import { Inspection } from '../model/inspection.ts';
import type { IssuedDocument } from '../model/pass-documents.ts';
import type { SpecifiedPoint } from '../model/specification.ts';

const pointResult = defineEntity({
  name: 'PointResult',
  embeddable: true,
  properties: {
    pointId: p.string(),
    result: p.string(),
    value: p.string(),
    unit: p.string(),
    photoHashes: p.json<string[]>(),
    inspectorId: p.uuid(),
    recordedAt: p.datetime(),
  },
});

const roadTest = defineEntity({
  name: 'RoadTest',
  embeddable: true,
  properties: {
    inspectorId: p.uuid(),
    leadTechnicianId: p.uuid(),
    distanceKm: p.string(),
    drivenAt: p.datetime(),
  },
});

const nonconformity = defineEntity({
  name: 'Nonconformity',
  embeddable: true,
  properties: {
    nonconformityId: p.uuid(),
    itemId: p.uuid(),
    pointId: p.string(),
    nonconformityClass: p.string(),
    cause: p.string(),
    photoHashes: p.json<string[]>(),
    round: p.integer(),
    inspectorId: p.uuid(),
    raisedAt: p.datetime(),
    outcome: p.string().nullable(),
    signatureHash: p.string(),
    closedAt: p.datetime().nullable(),
  },
});

const defect = defineEntity({
  name: 'Defect',
  embeddable: true,
  properties: {
    defectId: p.uuid(),
    severity: p.string(),
    unsafe: p.boolean(),
    componentCode: p.string(),
    cause: p.string(),
    pointId: p.string(),
    readingId: p.string(),
    photoHashes: p.json<string[]>(),
    inspectorId: p.uuid(),
    notedAt: p.datetime(),
  },
});

const wearReading = defineEntity({
  name: 'WearReading',
  embeddable: true,
  properties: {
    readingId: p.uuid(),
    part: p.string(),
    position: p.string(),
    value: p.string(),
    unit: p.string(),
    limit: p.string(),
    kmLeft: p.integer(),
    inspectorId: p.uuid(),
    measuredAt: p.datetime(),
  },
});

const handover = defineEntity({
  name: 'Handover',
  embeddable: true,
  properties: {
    inspectorId: p.uuid(),
    advisorId: p.uuid(),
    repairExplained: p.boolean(),
    wearExplained: p.boolean(),
    defectsExplained: p.boolean(),
    documents: p.json<string[]>(),
    handedOverAt: p.datetime(),
  },
});

export const inspectionMapping = mapping(Inspection, {
  table: 'inspection',
  subject: 'inspection',
  steps: { table: inspectionSteps, initial: 'open' },
  embeds: [pointResult, roadTest, nonconformity, defect, wearReading, handover],
  visit: true,
  properties: (p) => ({
    since: p.datetime(),
    round: p.integer(),
    orderRevision: p.integer(),
    leadTechnicianId: p.uuid(),
    workerIds: p.json<string[]>(),
    items: p.json<InspectedItem[]>(),
    inspectorId: p.uuid().nullable(),
    formId: p.uuid().nullable(),
    formVersion: p.integer().nullable(),
    specification: p.json<SpecifiedPoint[]>(),
    roadTestRequired: p.boolean(),
    points: p.embedded(pointResult).array(),
    pointsLeft: p.integer(),
    roadTest: p.embedded(roadTest).object().nullable(),
    nonconformities: p.embedded(nonconformity).array(),
    defects: p.embedded(defect).array(),
    wear: p.embedded(wearReading).array(),
    washedAt: p.datetime().nullable(),
    washedBy: p.uuid().nullable(),
    parkedAt: p.datetime().nullable(),
    space: p.text().nullable(),
    passedAt: p.datetime().nullable(),
    documents: p.json<IssuedDocument[]>(),
    handover: p.embedded(handover).object().nullable(),
    texts: encrypted<Record<string, string>>(),
    concessions: encrypted<Record<string, Concession>>(),
  }),
});

export class Inspections extends Store.of(inspectionMapping) {}
