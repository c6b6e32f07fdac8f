import { isId } from '@waystation/model';
import { pageToken } from '@waystation/store';

/** Lower than every id. */
const lowest = '00000000-0000-0000-0000-000000000000';
/** Higher than every id. */
const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The part of a list that is asked for. */
export interface PageRequest {
  /** 0: 50. */
  pageSize: number;
  /** Of the answer before. Empty: from the beginning. */
  pageToken: string;
}

/**
 * Where a page of a list begins and how long it is; ids rise with time.
 *
 * @param newestFirst whether the list goes from the highest id to the lowest
 */
export function pageOf(page: PageRequest, newestFirst = false): { after: string; limit: number } {
  const [after] = pageToken.read(page.pageToken, ([id = '']) => isId(id)) ?? [newestFirst ? highest : lowest];
  return { after: after!, limit: page.pageSize || 50 };
}

/** What continues the list behind these rows; empty when there are no more. */
export function nextPageToken(rows: readonly { id: string }[], limit: number): string {
  return rows.length < limit ? '' : pageToken.of(rows.at(-1)!.id);
}
