import { UseCase, type Call } from '@waystation/call';
import type { SupersedePartRequest, SupersedePartResponse } from '@waystation/contracts/parts/v1/service';
import { Parts } from '../store/part.mapping.ts';

@UseCase()
export class SupersedePart {
  constructor(private readonly parts: Parts) {}

  async execute({ partId, supersededBy }: SupersedePartRequest, { now }: Call): Promise<SupersedePartResponse> {
    const [part, by] = await Promise.all([this.parts.get(partId), this.parts.getBy({ partNumber: supersededBy })]);
    part.supersede(by, now);
    return { partId, status: part.status };
  }
}
