import { topicOf } from '@waystation/events';
import type { RuleMode } from '@waystation/model';
import { defaultMode } from '@waystation/standard';
import type { Statement } from '@waystation/store';

/** A version of the standard at a station. */
export interface Standard {
  /** Mode of a rule. */
  modeOf(rule: string): RuleMode;
  /** Limit of a rule, in the unit stated by the version; undefined if it sets no limit. */
  limit(rule: string, name: string): number | undefined;
}

/** State topic of the versions, keyed `<station>:<version>`. */
export const standardTopic = topicOf('waystation.network.v1.StandardState');

/** Default where no version is known: the modes of the standard, and no limits. */
const unversioned: Standard = { modeOf: defaultMode, limit: () => undefined };

interface RuleSetting {
  rule: string;
  mode?: RuleMode;
  limits?: { name: string; value: string | number }[];
}

/** Versions of the standard. A published version never changes, so each is loaded once per process. */
export class Standards {
  readonly #known = new Map<string, Standard>();

  /**
   * The given version at a station; the default without a version, for network-wide steps and until the version arrives.
   *
   * @param query reads the database if the version is not cached
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
    // Not cached: the version may arrive at any moment.
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
      return limit && Number(limit.value); // an int64, which ProtoJSON writes as a string
    },
  };
}
