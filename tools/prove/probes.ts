import { setTimeout as sleep } from 'node:timers/promises';
import type { Api, Station } from '@waystation/drive';
import { services } from '../start/processes.ts';
import type { Stack } from '../start/stack.ts';
import { ask } from './databases.ts';

/** Waits until it is so, and answers after how many seconds; undefined when it is not within the limit. What fails is not so. */
export async function secondsUntil(isSo: () => Promise<boolean>, withinMs: number): Promise<number | undefined> {
  const began = performance.now();
  for (;;) {
    const [answer] = await Promise.allSettled([isSo()]);
    const ms = performance.now() - began;
    if (answer.status === 'fulfilled' && answer.value) return ms / 1000;
    if (ms > withinMs) return undefined;
    await sleep(100);
  }
}

/** Looks whether the platform goes on: does each service answer, does what it says go out. */
export class Probes {
  readonly #stack: Stack;
  readonly #station: Station;
  readonly #api: Api;

  /** @param api of a manager of the station, without patience */
  constructor(stack: Stack, station: Station, api: Api) {
    this.#stack = stack;
    this.#station = station;
    this.#api = api;
  }

  /** Whether each of these answers a question through the gateway that it must ask its database for. */
  async answers(names: readonly string[]): Promise<boolean> {
    await Promise.all(names.map((name) => this.#api.get(this.#questionOf(name))));
    return true;
  }

  /** Whether all that was said until then is at the broker. */
  async isOut(names: readonly string[], saidUntil: Date): Promise<boolean> {
    const { postgres } = this.#stack.infrastructure;
    const sql = 'select 1 from outbox where published_at is null and created_at < $1 limit 1';
    const waiting = await Promise.all(names.map((name) => ask(postgres, name, sql, [saidUntil])));
    return waiting.every((rows) => rows.length === 0);
  }

  #questionOf(name: string): string {
    const { path } = this.#station;
    if (name === 'network') return `${path}/staff?page_size=1`;
    return `${path}/${name}/work?page_size=1`;
  }
}

/** What has a database, an outbox and cursors. */
export const databases: readonly string[] = [...services, 'gateway'];
export { services };
