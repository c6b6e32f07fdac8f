import type { LabourOperation as Described } from '@waystation/contracts/network/v1/service';
import type { LabourOperationState } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, Refused, type Steps } from '@waystation/model';
import { duplicatesIn } from './duplicates.ts';
import { validFromOf, type Edition } from './edition.ts';

export type { Described };

export interface LabourOperationEvents {
  LabourOperationState: LabourOperationState;
}

export const labourOperationSteps = {
  publish: { from: ['published'], event: 'LabourOperationState' },
} as const satisfies Steps<'published', LabourOperationEvents>;

/** Labour operation published by the manufacturer, or by a station with different labour times. */
export class LabourOperation extends Aggregate<
  typeof labourOperationSteps,
  LabourOperationEvents,
  'labour operation',
  'network'
> {
  /** Station that sets the labour time; null for the manufacturer. */
  ofStation: string | null = null;
  /** Component code and number, such as `013-001-017/2`. */
  declare operation: string;
  latestVersion = 0;
  latestFrom: Date | null = null;

  protected get steps() {
    return labourOperationSteps;
  }
  protected get subject() {
    return 'labour operation' as const;
  }
  override get eventStation() {
    return this.ofStation ?? undefined;
  }

  /** @param stationId station that sets the labour time; undefined for the manufacturer */
  static open(id: string, operation: string, stationId?: string): LabourOperation {
    const opened = new LabourOperation();
    opened.begin({ id }, 'published');
    opened.ofStation = stationId ?? null;
    opened.operation = operation;
    return opened;
  }

  publishVersion(edition: Edition, described: Described, id: string, at: Date): LabourOperationVersion {
    const from = validFromOf(edition, this, at);
    const { version } = edition;
    const key =
      this.ofStation === null ? `${this.operation}:${version}` : `${this.ofStation}:${this.operation}:${version}`;
    const doubles = duplicatesIn(
      described.safetyConfirmations,
      ({ code }) => code,
      (index) => `safety_confirmations[${index}]`,
      'LISTED_TWICE',
    );
    if (doubles.length > 0) throw new Invalid(doubles);
    this.step('publish', at, { ...described, key, version, from });
    this.latestVersion = version;
    this.latestFrom = from;
    return LabourOperationVersion.of(id, this, version, from, described);
  }
}

/** Published version of a labour operation. */
export class LabourOperationVersion {
  declare id: string;
  ofStation: string | null = null;
  declare labourOperationId: string;
  declare operation: string;
  declare number: number;
  declare validFrom: Date;
  declare described: Described;
  declare version: number;

  static of(
    id: string,
    { id: labourOperationId, ofStation, operation }: LabourOperation,
    number: number,
    validFrom: Date,
    described: Described,
  ): LabourOperationVersion {
    const facts = { id, ofStation, labourOperationId, operation, number, validFrom, described };
    return Object.assign(new LabourOperationVersion(), facts);
  }
}

/** @throws Invalid for a duplicate operation */
export function mustBeDistinct(list: readonly { operation: string }[], name: string): void {
  const doubles = duplicatesIn(
    list,
    ({ operation }) => operation,
    (index) => `${name}[${index}]`,
    'OPERATION_LISTED_TWICE',
  );
  if (doubles.length > 0) throw new Invalid(doubles);
}

/**
 * Operations of the manufacturer with the labour times of a station.
 *
 * @param makers newest versions of the manufacturer, of at least these operations
 * @throws Refused for an operation that the manufacturer has not published
 */
export function withStationLabourTimes(
  makers: readonly LabourOperationVersion[],
  labourTimes: readonly { operation: string; labourMinutes: number }[],
): Described[] {
  const known = new Map(makers.map(({ operation, described }) => [operation, described]));
  const unknown = labourTimes.filter(({ operation }) => !known.has(operation)).map(({ operation }) => operation);
  if (unknown.length > 0) throw new Refused('OPERATIONS_UNKNOWN', { operations: unknown.join(',') });
  return labourTimes.map(({ operation, labourMinutes }) => ({ ...known.get(operation)!, labourMinutes }));
}
