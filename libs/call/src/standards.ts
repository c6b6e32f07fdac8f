import { topicOf } from '@waystation/events';
import type { RuleMode } from '@waystation/model';
import { defaultMode } from '@waystation/standard';
import type { Statement } from '@waystation/store';

/** A version of the standard, as a station holds it. */
export interface Standard {
  /** How a rule is held. */
  modeOf(rule: string): RuleMode;
  /** A number that a rule is judged by, in the unit that its version states; undefined where none is set. */
  limit(rule: string, name: string): number | undefined;
}

/** The topic whose newest messages are the versions, keyed `<station>:<version>`. */
export const standardTopic = topicOf('waystation.network.v1.StandardState');

/** What counts where no version is known: the modes that the standard states by itself, and no limits. */
const unversioned: Standard = { modeOf: defaultMode, limit: () => undefined };

interface RuleSetting {
  rule: string;
  mode?: RuleMode;
  limits?: { name: string; value: string | number }[];
}

/** Versions never change once they are published, so each is asked for once in a process's life. */
export class Standards {
  readonly #known = new Map<string, Standard>();

  /**
   * The version that counts for a station's visit.
   *
   * @param query asks the database, where the version is not known here yet
   */
  async of(
    stationId: string | undefined,
    version: string | null | undefined,
    query: (statement: Statement) => Promise<readonly object[]>,
  ): Promise<Standard> {
    if (version == null || stationId === undefined) return unversioned;
    const key = `${stationId}:${version}`;
    const known = this.#known.get(key);
    if (known) return known;
    const text = `select value -> 'rules' as rules from reference_data where topic = $1 and key = $2`;
    const [row] = (await query({ text, values: [standardTopic, key] })) as { rules?: RuleSetting[] }[];
    // Not kept: it may arrive at any moment.
    if (!row) return unversioned;
    const standard = standardOf(row.rules ?? []);
    this.#known.set(key, standard);
    return standard;
  }
}

function standardOf(settings: readonly RuleSetting[]): Standard {
  const byRule = new Map(settings.map((setting) => [setting.rule, setting]));
  return {
    modeOf: (rule) => byRule.get(rule)?.mode ?? defaultMode(rule),
    limit: (rule, name) => {
      const limit = byRule.get(rule)?.limits?.find((each) => each.name === name);
      return limit && Number(limit.value); // an int64, which ProtoJSON writes as text
    },
  };
}
