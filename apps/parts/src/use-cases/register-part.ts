import { UseCase, type Call } from '@waystation/call';
import type { RegisterPartRequest, RegisterPartResponse } from '@waystation/contracts/parts/v1/service';
import { mustBeUnique, Part } from '../model/part.ts';
import { Parts } from '../store/part.mapping.ts';

@UseCase()
export class RegisterPart {
  constructor(private readonly parts: Parts) {}

  async execute(
    { partId, partNumber, ...description }: RegisterPartRequest,
    { now, newId }: Call,
  ): Promise<RegisterPartResponse> {
    if (partId) {
      const known = await this.parts.get(partId);
      known.describe(partNumber, description, now);
      return { partId };
    }
    mustBeUnique(partNumber, await this.parts.findSimilar(partNumber));
    const part = Part.register(newId(), partNumber, description, now);
    this.parts.add(part);
    return { partId: part.id };
  }
}
