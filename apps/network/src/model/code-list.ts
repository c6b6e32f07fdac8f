import type { CodeEntry, CodeListState } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, type FieldViolation, type Steps } from '@waystation/model';
import { duplicatesIn } from './duplicates.ts';
import { mustBeNewer } from './edition.ts';
import { mustBeWithinSize } from './size-limit.ts';

export interface CodeListEvents {
  CodeListState: CodeListState;
}

export const codeListSteps = {
  publish: { from: ['published'], event: 'CodeListState' },
} as const satisfies Steps<'published', CodeListEvents>;

/**
 * Published list of one kind of codes. A new version is valid at once. It contains all codes of earlier versions: a code
 * that must no longer be chosen is withdrawn, so that older records keep its name.
 */
export class CodeList extends Aggregate<typeof codeListSteps, CodeListEvents, 'code list', 'network'> {
  /** `cause`, `damage_kind` ... */
  declare kind: string;
  declare latestVersion: number;
  declare entries: CodeEntry[];
  declare publishedAt: Date;

  protected get steps() {
    return codeListSteps;
  }
  protected get subject() {
    return 'code list' as const;
  }

  static open(id: string, kind: string, at: Date): CodeList {
    const list = new CodeList();
    list.begin({ id }, 'published');
    list.kind = kind;
    list.latestVersion = 0;
    list.entries = [];
    list.publishedAt = at;
    return list;
  }

  /** @throws Invalid for a duplicate code or a missing code of the previous version; Refused if the version is not newer */
  publishVersion(version: number, entries: CodeEntry[], at: Date): void {
    mustBeNewer(version, this);
    const violations = duplicatesIn(
      entries,
      ({ code }) => code,
      (index) => `entries[${index}].code`,
      'CODE_LISTED_TWICE',
    );
    const stated = new Set(entries.map(({ code }) => code));
    const removed = this.entries.filter(({ code }) => !stated.has(code));
    if (removed.length > 0) violations.push(removedFrom(removed));
    if (violations.length > 0) throw new Invalid(violations);
    mustBeWithinSize({ entries });
    this.latestVersion = version;
    this.entries = entries;
    this.publishedAt = at;
    this.step('publish', at, { kind: this.kind, version, entries });
  }
}

function removedFrom(removed: readonly CodeEntry[]): FieldViolation {
  const codes = removed.map(({ code }) => code).join(', ');
  return { field: 'entries', description: `${codes}: withdrawn, never removed`, reason: 'CODE_REMOVED' };
}
