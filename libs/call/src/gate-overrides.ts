import type { Requirement } from '@waystation/model';
import type { Row, Statement } from '@waystation/store';

/** An aggregate, as far as its gates depend on it. */
export interface Gated {
  id: string;
  stationId: string;
  visitId?: string | null;
  /** Undefined or null: it has no revisions. */
  revision?: number | null;
}

/** A granted override that opens a gate. */
export interface OpenOverride {
  id: string;
  /** Staff id. */
  grantedBy: string;
}

/**
 * Overrides of a service's gates, as statements: the runner sends them together with its own, so that they take no round
 * trip where no gate is missing. `@waystation/overrides` has them; in a service without any, a gate refuses like a block.
 */
export interface GateOverrides {
  /** Selects the granted overrides that may open gates of an aggregate. */
  granted(aggregate: Gated, gates: readonly Requirement[]): Statement;
  /** @param rows answer of `granted`. @returns the override that opens the gate, if there is one */
  opener(rows: readonly Row[], gate: Pick<Requirement, 'rule' | 'subject'>, aggregate: Gated): OpenOverride | undefined;
  /** Marks an override as used. It raises a conflict (SQLSTATE 40001) where another step has used it meanwhile. */
  use(overrideId: string, at: Date): Statement;
}
