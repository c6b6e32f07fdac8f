import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../start/stack.ts';
import type { Dice } from './dice.ts';
import { secondsUntil, services, type Probes } from './probes.ts';

const infrastructure = ['kafka', 'postgres'] as const;
const processes = [...services, 'gateway', 'issuer'] as const;
/** Broker and database are killed more often than each process, because everything depends on them. */
const deck = [...infrastructure, ...infrastructure, ...processes];

/** Maximum time to recover after a restart. The documented limits are stricter, but this machine may be busy. */
const recoversWithinMs = 90_000;
const startAttempts = 5;

/** Kill of one process, or of two at the same time. */
export interface Fault {
  /** Seconds since the start of the kills. */
  at: number;
  killed: string;
  /** Seconds from the kill to the restart. */
  down: number;
  /** Seconds from the restart until the process reported ready. */
  up: number;
  /** Seconds from the restart until every dependent service answered a query. */
  answered: number | undefined;
  /** Seconds from the restart until all earlier events were at the broker. */
  out: number | undefined;
}

/** Kills one process after the other, in a seeded order and at seeded times, and restarts it. */
export class Faults {
  readonly #stack: Stack;
  readonly #probes: Probes;
  readonly #dice: Dice;
  readonly #say: (line: string) => void;
  readonly done: Fault[] = [];
  readonly failures: string[] = [];
  /** Observations that are not failures. */
  readonly notes: string[] = [];
  /** Processes being killed now; the end of any other process is unexpected. */
  readonly expected = new Set<string>();
  #healing = Promise.resolve();

  constructor(stack: Stack, probes: Probes, dice: Dice, say: (line: string) => void) {
    this.#stack = stack;
    this.#probes = probes;
    this.#dice = dice;
    this.#say = say;
  }

  /** Kills processes for the given time. When it resolves, everything runs again. */
  async run(forMs: number): Promise<void> {
    const until = performance.now() + forMs;
    const began = performance.now();
    for (;;) {
      for (const one of this.#dice.shuffled(deck)) {
        await sleep(this.#dice.between(1_000, 6_000));
        const together = infrastructure.some((each) => each === one) && this.#dice.next() < 0.3;
        const names = together ? [one, this.#dice.pick(services)] : [one];
        const downMs = this.#dice.between(0, one === 'kafka' ? 15_000 : 6_000);
        if (performance.now() + downMs > until) return this.#healing;
        await this.#killAndHeal(names, downMs, (performance.now() - began) / 1000);
      }
    }
  }

  /** Restarts a process that ended without being killed, as a supervisor would. */
  revive(name: string, how: string): void {
    this.notes.push(`${name} ended unexpectedly (${how}) and was restarted`);
    this.#say(`${name} ended unexpectedly (${how}); restarting`);
    this.#healing = this.#healing.then(async () => void (await Promise.allSettled([this.#up(name)])));
  }

  async #killAndHeal(names: readonly string[], downMs: number, at: number): Promise<void> {
    const killed = names.join(' and ');
    names.forEach((name) => this.expected.add(name));
    await Promise.all(names.map((name) => this.#kill(name)));
    this.#say(`killed ${killed}`);
    await sleep(downMs);
    const returned = new Date();
    const [base, service] = names;
    const sinceReturn = () => (Date.now() - returned.getTime()) / 1000;
    await this.#up(base!);
    const up = sinceReturn();
    if (service) await this.#up(service);
    names.forEach((name) => this.expected.delete(name));
    const [answering, publishing] = affectedBy(base!);
    const after = async (isSo: () => Promise<boolean>) =>
      (await secondsUntil(isSo, recoversWithinMs)) === undefined ? undefined : sinceReturn();
    const [answered, out] = await Promise.all([
      after(() => this.#probes.answers(answering)),
      after(() => this.#probes.isOut(publishing, returned)),
    ]);
    if (answered === undefined) this.failures.push(`${killed} at ${at.toFixed(0)} s: not all services answered again`);
    if (out === undefined) this.failures.push(`${killed} at ${at.toFixed(0)} s: not all events reached the broker`);
    this.done.push({ at, killed, down: downMs / 1000, up, answered, out });
    const seconds = (value: number | undefined) => (value === undefined ? 'too late' : `${value.toFixed(1)} s`);
    this.#say(`${killed} is back: answers after ${seconds(answered)}, events out after ${seconds(out)}`);
  }

  #kill(name: string): Promise<void> {
    const { kafka, postgres } = this.#stack.infrastructure;
    if (name === 'kafka') return kafka!.kill('SIGKILL');
    if (name === 'postgres') return postgres.kill('SIGKILL');
    return this.#stack.process(name).kill('SIGKILL');
  }

  /** @throws Error if it does not start in several attempts */
  async #up(name: string): Promise<void> {
    const { kafka, postgres } = this.#stack.infrastructure;
    for (let tries = 1; ; tries += 1) {
      const start =
        name === 'kafka' ? kafka!.restart() : name === 'postgres' ? postgres.restart() : this.#stack.restart(name);
      const [started] = await Promise.allSettled([start]);
      if (started.status === 'fulfilled') return;
      const { message } = started.reason as Error;
      this.notes.push(`${name} did not start at the first attempt: ${message}`);
      this.#say(`${name} did not start, trying again: ${message}`);
      if (tries < startAttempts) continue;
      this.failures.push(`${name} did not start in ${startAttempts} attempts`);
      throw started.reason;
    }
  }
}

/** Services that must answer, and services whose events must be sent, after the restart of a process. */
function affectedBy(name: string): [answering: readonly string[], publishing: readonly string[]] {
  if (name === 'issuer') return [[], []];
  if (name === 'gateway') return [services, []];
  if (name === 'kafka' || name === 'postgres') return [services, services];
  return [[name], [name]];
}
