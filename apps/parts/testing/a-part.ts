import { minute } from '@waystation/testing/model';
import { Part, type Description } from '../src/model/part.ts';
import { ids } from './ids.ts';

export const filter: Description = {
  descriptionEn: 'Oil filter',
  descriptionZh: '机油滤清器',
  unit: 'piece',
  core: false,
  leadDays: 2,
};

/** Builds a part of the catalogue, which all stations share; P-1 by default. */
export function aPart(partNumber = 'P-1', facts: Partial<Description> = {}, id = idOf(partNumber)) {
  const part = () => Part.register(id, partNumber, { ...filter, ...facts }, minute(0));
  return { build: () => part() };
}

/** Ids of P-1 and P-2 have names; those of others end with the last two digits. */
function idOf(partNumber: string): string {
  const known: Record<string, string> = { 'P-1': ids.part, 'P-2': ids.otherPart };
  return known[partNumber] ?? `01980000-0000-7000-8000-0000000e${partNumber.slice(-2).padStart(4, '0')}`;
}
