import { UseCase, type Call, type UseCaseClass } from '@waystation/call';
import { GatedVisits } from '../gated-visits.ts';
import { Override } from '../model/override.ts';
import { ruleMode } from '../rule-mode.ts';
import { Overrides } from '../store/override.mapping.ts';

/** Request of the rpc, which is the same in every service. */
export interface RequestOverrideRequest {
  stationId: string;
  visitId: string;
  rule: string;
  /** Default: the visit. */
  subject: string;
  /** 0: any revision. */
  revision: number;
  justification: string;
}

/** Response of each step of an override. */
export interface OverrideResponse {
  overrideId: string;
  status: string;
}

/** A member of staff whom a gate stops requests an override from the after-sales manager. */
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
