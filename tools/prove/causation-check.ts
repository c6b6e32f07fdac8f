import { check, type Check } from './check.ts';

/** Columns of an outbox row that show its cause. */
export interface Caused {
  topic: string;
  key: string;
  seq: string;
  type: string;
  headers: string;
  /** Start of its transaction, as text. */
  created_at: string;
}

/**
 * Checks that each automatic effect of an event or a timer happened in one transaction. If an event were consumed twice, the
 * second transaction would have published the same events again, under new numbers.
 */
export function actedOnce(rows: readonly Caused[]): Check {
  const effects = new Map<string, Caused[]>();
  for (const row of rows) {
    const headers = JSON.parse(row.headers) as Record<string, string>;
    const { ce_actor: actor = '', ce_causationid: cause, ce_step: step, ce_subject: subject } = headers;
    if (!actor.startsWith('system:') || cause === undefined) continue;
    const effect = [cause, actor, step, row.type, subject].join(' ');
    effects.set(effect, [...(effects.get(effect) ?? []), row]);
  }
  const twice = [...effects].filter(([, each]) => new Set(each.map(({ created_at }) => created_at)).size > 1);
  return check(
    'every automatic effect of an event happened once',
    `${effects.size} effects`,
    twice.map(([effect, each]) => {
      const places = each.map(({ topic, key, seq }) => `${topic} ${key} ${seq}`).join(', ');
      return `happened more than once: ${effect} (${places})`;
    }),
  );
}
