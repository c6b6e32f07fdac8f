import { Refused } from '@waystation/model';

/** Latest version of something published in versions, which are never edited. */
export interface Editions {
  /** 0 before the first version. */
  latestVersion: number;
  latestFrom: Date | null;
}

/** Version to be published. */
export interface Edition {
  version: number;
  /** Undefined for now. */
  from?: Date | undefined;
}

/**
 * Time from which a version is valid.
 *
 * @throws Refused if the version is not newer, or would be valid in the past or before the latest version
 */
export function validFromOf({ version, from }: Edition, editions: Editions, at: Date): Date {
  mustBeNewer(version, editions);
  const { latestFrom } = editions;
  const validFrom = from ?? at;
  if (validFrom < at) throw new Refused('VERSION_BEGINS_IN_PAST');
  if (latestFrom && validFrom < latestFrom) {
    throw new Refused('VERSION_BEGINS_BEFORE_LATEST', { latestFrom: latestFrom.toISOString() });
  }
  return validFrom;
}

/** @throws Refused if this or a newer version is already published */
export function mustBeNewer(version: number, { latestVersion }: Pick<Editions, 'latestVersion'>): void {
  if (version <= latestVersion) throw new Refused('VERSION_NOT_NEWER', { latest: String(latestVersion) });
}
