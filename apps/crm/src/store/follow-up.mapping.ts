import type { StageScore } from '@waystation/contracts/crm/v1/events';
import { defineEntity, p } from '@mikro-orm/postgresql';
import { encrypted, mapping, Store } from '@waystation/store';
import { FollowUp, followUpSteps, type FollowUpTexts } from '../model/follow-up.ts';

const keptAttempt = defineEntity({
  name: 'KeptAttempt',
  embeddable: true,
  properties: { at: p.datetime(), channel: p.string(), outcome: p.string(), agentId: p.uuid() },
});

const keptConversation = defineEntity({
  name: 'KeptConversation',
  embeddable: true,
  properties: {
    scriptFormId: p.string(),
    scriptVersion: p.integer(),
    outcome: p.string(),
    recommendationScore: p.integer().nullable(),
    scores: p.json<StageScore[]>(),
    criticism: p.boolean(),
    agentId: p.uuid(),
  },
});

export const followUpMapping = mapping(FollowUp, {
  table: 'follow_up',
  subject: 'follow up',
  steps: { table: followUpSteps, initial: 'open' },
  constraints: { follow_up_once: 'FOLLOW_UP_ALREADY_OPENED' },
  embeds: [keptAttempt, keptConversation],
  visit: true,
  properties: (p) => ({
    customerId: p.uuid().nullable(),
    vehicleId: p.uuid().nullable(),
    deliveredAt: p.datetime(),
    dueAt: p.datetime(),
    attempts: p.embedded(keptAttempt).array(),
    conversation: p.embedded(keptConversation).object().nullable(),
    texts: encrypted<FollowUpTexts>().nullable(),
    closedAt: p.datetime().nullable(),
    closeReason: p.text().nullable(),
  }),
});

export class FollowUps extends Store.of(followUpMapping) {}
