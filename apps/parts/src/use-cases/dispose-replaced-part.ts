import { UseCase, type Call } from '@waystation/call';
import type { DisposeReplacedPartRequest, DisposeReplacedPartResponse } from '@waystation/contracts/parts/v1/service';
import { ReplacedParts } from '../store/replaced-part.mapping.ts';

@UseCase()
export class DisposeReplacedPart {
  constructor(private readonly replaced: ReplacedParts) {}

  async execute(
    { replacedPartId, disposition, customerAsked }: DisposeReplacedPartRequest,
    { actor, now }: Call,
  ): Promise<DisposeReplacedPartResponse> {
    const part = await this.replaced.get(replacedPartId);
    part.dispose(disposition, customerAsked, actor.id, now);
    return { replacedPartId, status: part.status };
  }
}
