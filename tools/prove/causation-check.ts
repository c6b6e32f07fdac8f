import { check, type Check } from './check.ts';

/** What of an outbox row tells by what it was brought about. */
export interface Caused {
  topic: string;
  key: string;
  seq: string;
  type: string;
  headers: string;
  /** When its transaction began, as text. */
  created_at: string;
}

/**
 * What a service did by itself, about an event or a timer, it did in one transaction: were an event consumed twice, the
 * second transaction would have published the same again, under numbers of its own.
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
    'what was done by itself about an event was done once',
    `${effects.size} effects`,
    twice.map(([effect, each]) => {
      const places = each.map(({ topic, key, seq }) => `${topic} ${key} ${seq}`).join(', ');
      return `done more than once: ${effect} (${places})`;
    }),
  );
}
