import type { Requirement } from '@waystation/model';
import type { Row, Statement } from '@waystation/store';

/** Fields of an aggregate that its gates depend on. */
export interface Gated {
  id: string;
  stationId: string;
  visitId?: string | null;
  /** Undefined or null for an aggregate without revisions. */
  revision?: number | null;
}

/** A granted override that opens a gate. */
export interface OpenOverride {
  id: string;
  /** Staff id. */
  grantedBy: string;
}

/**
 * Overrides of a service's gates, as SQL statements that the runner sends only when a gate is unmet. Implemented by
 * `@waystation/overrides`; in a service without overrides, a gate refuses like a block.
 */
export interface GateOverrides {
  /** Selects the granted overrides that may open gates of an aggregate. */
  granted(aggregate: Gated, gates: readonly Requirement[]): Statement;
  /** Finds the override that opens a gate, if any. @param rows result of `granted` */
  opener(rows: readonly Row[], gate: Pick<Requirement, 'rule' | 'subject'>, aggregate: Gated): OpenOverride | undefined;
  /** Marks an override as used; raises a conflict (SQLSTATE 40001) if another step has used it meanwhile. */
  use(overrideId: string, at: Date): Statement;
}
