import type { RuleMode } from '@waystation/model';
import type { Statement } from '@waystation/store';
import { defaultMode } from '@waystation/standard';

/** The modes of one version of the standard, as a station holds it. */
export type Modes = (rule: string) => RuleMode;

/** The topic whose newest messages are the versions, keyed `<station>:<version>`. */
export const standardTopic = 'network.standard.state.v1';

/** Versions never change once they are published, so each is asked for once in a process's life. */
export class StandardModes {
  readonly #known = new Map<string, Modes>();

  /** The modes, if they are known here; without a version those that the standard states itself. */
  of(stationId: string | undefined, version: string | undefined): Modes | undefined {
    if (version === undefined || stationId === undefined) return defaultMode;
    return this.#known.get(`${stationId}:${version}`);
  }

  /** The statement that `learn` takes the rows of. */
  question(stationId: string, version: string): Statement {
    return {
      text: `select value -> 'rules' as rules from reference_data where topic = $1 and key = $2`,
      values: [standardTopic, `${stationId}:${version}`],
    };
  }

  /** Takes in a version; one that has not arrived here yet counts as the standard states itself, until it has. */
  learn(stationId: string, version: string, rows: readonly { rules?: unknown }[]): Modes {
    const row = rows[0];
    if (!row) return defaultMode;
    const stated = new Map((row.rules as { rule: string; mode: RuleMode }[]).map(({ rule, mode }) => [rule, mode]));
    const modes: Modes = (rule) => stated.get(rule) ?? defaultMode(rule);
    this.#known.set(`${stationId}:${version}`, modes);
    return modes;
  }
}
