import { journalOf } from '@waystation/model';
import { day, minute } from '@waystation/testing/model';
import { aPart, filter } from '../../testing/a-part.ts';

const published = (of: object) => journalOf(of).published.map(({ payload }) => payload);

describe('a part', () => {
  it('publishes all its data when it is registered or changed', () => {
    const part = aPart().build();
    part.describe('P-1', { ...filter, leadDays: 5 }, minute(1));
    const facts = { partNumber: 'P-1', descriptionZh: '机油滤清器', unit: 'piece', supersededBy: '' };
    expect(published(part)).toMatchObject([
      { ...facts, leadDays: 2 },
      { ...facts, leadDays: 5 },
    ]);
    expect(() => part.describe('P-9', filter, minute(1))).toThrow('PART_NUMBER_FIXED');
    expect(() => part.describe('P-1', { ...filter, unit: 'litre' }, minute(1))).toThrow('PART_UNIT_FIXED');
    expect(part.unit).toBe('piece');
  });

  it('is superseded by another part, but never in a circle', () => {
    const [old, next] = [aPart('P-1').build(), aPart('P-2').build()];
    expect(() => old.supersede(old, minute(1))).toThrow('PART_SUPERSEDES_ITSELF');
    old.supersede(next, minute(1));
    expect(old.status).toBe('superseded');
    expect(published(old).at(-1)).toMatchObject({ partNumber: 'P-1', supersededBy: 'P-2' });
    expect(() => next.supersede(old, minute(2))).toThrow('PART_SUPERSEDED');
    expect(() => old.supersede(next, minute(2))).toThrow('supersede from superseded');
  });

  it('is expected after its lead time unless it is superseded', () => {
    const [old, next] = [aPart('P-1').build(), aPart('P-2').build()];
    expect(old.expectedFrom(minute(0))).toEqual(day(2));
    old.supersede(next, minute(1));
    expect(old.expectedFrom(minute(0))).toBeNull();
    expect(() => old.mustBeOrderable()).toThrow('PART_SUPERSEDED');
  });

  it('cannot be divided if it is counted in pieces', () => {
    expect(() => aPart().build().mustBeWhole(1_500)).toThrow('QUANTITY_NOT_WHOLE');
    aPart().build().mustBeWhole(2_000);
    aPart('P-1', { unit: 'litre' }).build().mustBeWhole(1_500);
  });
});
