import { mapping, Store } from '@waystation/store';
import { partKey } from '../model/part-number.ts';
import { Part, partSteps } from '../model/part.ts';

export const partMapping = mapping(Part, {
  table: 'part',
  subject: 'part',
  network: true,
  steps: { table: partSteps, initial: 'current' },
  constraints: { part_once: 'PART_ALREADY_REGISTERED', part_key_once: 'PART_ALREADY_REGISTERED' },
  properties: (p) => ({
    partNumber: p.text(),
    partKey: p.text(),
    descriptionEn: p.text(),
    descriptionZh: p.text(),
    unit: p.text(),
    core: p.boolean(),
    leadDays: p.integer(),
    supersededBy: p.text().nullable(),
  }),
});

export class Parts extends Store.of(partMapping) {
  /** Part with a number that differs from this one by case, blanks or hyphens at most. */
  findSimilar(partNumber: string): Promise<Part | undefined> {
    return this.findBy({ partKey: partKey(partNumber) });
  }

  /** Parts of the catalogue with these numbers. */
  numbered(partNumbers: readonly string[]): Promise<Part[]> {
    return this.listWhere('part_number = any($1)', [partNumbers], { order: 'part_number' });
  }
}
