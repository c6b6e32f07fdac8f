import { PartState } from '@waystation/contracts/parts/v1/state';
import { Reference } from '@waystation/reference';
import type { CataloguePart } from '../model/order-item.ts';

/** Catalogue of parts, which the network shares. */
export class Catalogue extends Reference.of(PartState, 'waystation.parts.v1.PartState') {
  /** Description and unit by part number, of the parts that the catalogue has. */
  async described(
    parts: readonly { partNumber: string }[],
    language: string,
  ): Promise<ReadonlyMap<string, CataloguePart>> {
    if (parts.length === 0) return new Map();
    const known = await this.list(parts.map(({ partNumber }) => partNumber));
    const isZh = language.startsWith('zh');
    return new Map(
      known.map(({ partNumber, unit, descriptionZh, descriptionEn }) => [
        partNumber,
        { description: isZh ? descriptionZh : descriptionEn, unit },
      ]),
    );
  }
}
