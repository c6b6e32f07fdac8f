import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import { applicationSteps } from '../model/application-steps.ts';
import { Application, type AcceptedGap } from '../model/application.ts';

const requirement = defineEntity({
  name: 'Requirement',
  embeddable: true,
  properties: {
    code: p.string(),
    needed: p.bigint(),
    nameEn: p.string().nullable(),
    nameZh: p.string().nullable(),
  },
});

const requirementScore = defineEntity({
  name: 'RequirementScore',
  embeddable: true,
  properties: {
    requirement: p.string(),
    points: p.integer(),
    met: p.boolean(),
    evidence: p.string(),
    photoHashes: p.json<string[]>(),
  },
});

export const applicationMapping = mapping(Application, {
  table: 'application',
  subject: 'application',
  network: true,
  steps: { table: applicationSteps, initial: 'submitted' },
  embeds: [requirement, requirementScore],
  properties: (p) => ({
    regionId: p.uuid(),
    stationClassId: p.uuid(),
    classRevision: p.integer(),
    applicantId: p.uuid(),
    company: p.text(),
    address: p.text(),
    contact: p.text(),
    remarks: p.text(),
    submittedAt: p.datetime(),
    requirements: p.embedded(requirement).array(),
    visitAt: p.datetime().nullable(),
    scores: p.embedded(requirementScore).array(),
    acceptedGaps: p.json<AcceptedGap[]>(),
    becameStationId: p.uuid().nullable(),
    rejectionReason: p.text().nullable(),
    rejectionRemarks: p.text().nullable(),
  }),
});

export class Applications extends Store.of(applicationMapping) {}
