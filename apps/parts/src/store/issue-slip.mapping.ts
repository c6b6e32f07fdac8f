import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import { IssueSlip, issueSlipSteps } from '../model/issue-slip.ts';

const slipLine = defineEntity({
  name: 'SlipLine',
  embeddable: true,
  properties: {
    issueLineId: p.uuid(),
    partNumber: p.string(),
    milli: p.integer(),
    returnedMilli: p.integer(),
  },
});

export const issueSlipMapping = mapping(IssueSlip, {
  table: 'issue_slip',
  subject: 'issue slip',
  steps: { table: issueSlipSteps, initial: 'issued' },
  embeds: [slipLine],
  visit: true,
  properties: (p) => ({
    itemId: p.uuid(),
    technicianId: p.uuid(),
    clerkId: p.uuid(),
    issuedAt: p.datetime(),
    lines: p.embedded(slipLine).array(),
  }),
});

export class IssueSlips extends Store.of(issueSlipMapping) {}
