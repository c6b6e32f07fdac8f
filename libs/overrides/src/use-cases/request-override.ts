import { UseCase, type Call, type UseCaseClass } from '@waystation/call';
import { GatedVisits } from '../gated-visits.ts';
import { Override } from '../model/override.ts';
import { ruleMode } from '../rule-mode.ts';
import { Overrides } from '../store/override.mapping.ts';

/** The rpc's request, alike in every service. */
export interface RequestOverrideRequest {
  stationId: string;
  visitId: string;
  rule: string;
  /** Empty: the visit. */
  subject: string;
  /** 0: any. */
  revision: number;
  justification: string;
}

/** Answer of each step of an override. */
export interface OverrideResponse {
  overrideId: string;
  status: string;
}

/** Staff whom a gate stops ask the after-sales manager to open it. */
@UseCase()
export class RequestOverride implements UseCaseClass<RequestOverrideRequest, OverrideResponse> {
  constructor(
    private readonly visits: GatedVisits,
    private readonly overrides: Overrides,
  ) {}

  async execute(
    { visitId, rule, subject, revision, justification }: RequestOverrideRequest,
    call: Call,
  ): Promise<OverrideResponse> {
    const { actor, now, stationId } = call;
    const { standardVersion } = await this.visits.get(visitId);
    const mode = await ruleMode(rule, standardVersion, call);
    const gate = { visitId, rule, subject: subject || visitId, revision };
    const beginning = { id: call.newId(), stationId, standardVersion, ...gate };
    const override = Override.request(beginning, mode, justification, actor, now);
    this.overrides.add(override);
    return { overrideId: override.id, status: override.status };
  }
}
