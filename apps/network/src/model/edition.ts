import { Refused } from '@waystation/model';

/** What is known of the versions of something that is published in versions, none of which is ever edited. */
export interface Editions {
  /** 0: none so far. */
  latestVersion: number;
  latestFrom: Date | null;
}

/** A version that is to be published. */
export interface Edition {
  version: number;
  /** Left out: from now on. */
  from?: Date | undefined;
}

/**
 * When the next version begins to count.
 *
 * @throws Refused when it is no newer one, or would change what has been so already
 */
export function beginningOf({ version, from }: Edition, editions: Editions, at: Date): Date {
  mustBeNewer(version, editions);
  const { latestFrom } = editions;
  const beginning = from ?? at;
  if (beginning < at) throw new Refused('VERSION_BEGINS_IN_PAST');
  if (latestFrom && beginning < latestFrom) {
    throw new Refused('VERSION_BEGINS_BEFORE_LATEST', { latestFrom: latestFrom.toISOString() });
  }
  return beginning;
}

/** @throws Refused when the version or a newer one is published already */
export function mustBeNewer(version: number, { latestVersion }: Pick<Editions, 'latestVersion'>): void {
  if (version <= latestVersion) throw new Refused('VERSION_NOT_NEWER', { latest: String(latestVersion) });
}
