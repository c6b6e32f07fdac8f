import type { DocumentFacts } from '../store/document-facts.ts';

/** Number of both documents of an inspection, short enough for the telephone. */
export function numberOf({ visitId, round }: DocumentFacts): string {
  return `${visitId.slice(-8).toUpperCase()}/${round}`;
}
