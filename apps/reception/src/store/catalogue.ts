import { PartState } from '@waystation/contracts/parts/v1/state';
import { Reference } from '@waystation/reference';

/** Catalogue of parts, which the network shares. */
export class Catalogue extends Reference.of(PartState, 'waystation.parts.v1.PartState') {
  /** Descriptions by part number, of the parts that the catalogue has. */
  async namesOf(parts: readonly { partNumber: string }[], language: string): Promise<ReadonlyMap<string, string>> {
    if (parts.length === 0) return new Map();
    const known = await this.list(parts.map(({ partNumber }) => partNumber));
    const nameOf = ({ descriptionZh, descriptionEn }: PartState) =>
      language.startsWith('zh') ? descriptionZh : descriptionEn;
    return new Map(known.map((part) => [part.partNumber, nameOf(part)]));
  }
}
