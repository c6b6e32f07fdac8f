import { setTimeout as sleep } from 'node:timers/promises';
import type { Api, Station } from '@waystation/drive';
import { services } from '../start/processes.ts';
import type { Stack } from '../start/stack.ts';
import { ask } from './databases.ts';

/** Waits for a condition; an error counts as false. @returns seconds waited, or undefined after the limit */
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

/** Checks that services answer and that their events go out. */
export class Probes {
  readonly #stack: Stack;
  readonly #station: Station;
  readonly #api: Api;

  /** @param api of a manager of the station, without retries */
  constructor(stack: Stack, station: Station, api: Api) {
    this.#stack = stack;
    this.#station = station;
    this.#api = api;
  }

  /** Sends each service a query that reads its database, through the gateway. @throws Error if one does not answer */
  async answers(names: readonly string[]): Promise<boolean> {
    await Promise.all(names.map((name) => this.#api.get(this.#queryOf(name))));
    return true;
  }

  /** True if all events published before the given time are at the broker. */
  async isOut(names: readonly string[], publishedBefore: Date): Promise<boolean> {
    const { postgres } = this.#stack.infrastructure;
    const sql = 'select 1 from outbox where published_at is null and created_at < $1 limit 1';
    const waiting = await Promise.all(names.map((name) => ask(postgres, name, sql, [publishedBefore])));
    return waiting.every((rows) => rows.length === 0);
  }

  #queryOf(name: string): string {
    const { path } = this.#station;
    if (name === 'network') return `${path}/staff?page_size=1`;
    return `${path}/${name}/work?page_size=1`;
  }
}

/** Databases of services and gateway. */
export const databases: readonly string[] = [...services, 'gateway'];
export { services };
