import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../start/stack.ts';
import type { Dice } from './dice.ts';
import { secondsUntil, services, type Probes } from './probes.ts';

const infrastructure = ['kafka', 'postgres'] as const;
const processes = [...services, 'gateway', 'issuer'] as const;
/** Broker and database are what all stand on: they come more often than each process. */
const deck = [...infrastructure, ...infrastructure, ...processes];

/** From the return of what was killed until all goes on. The promises are closer; here others may work on the machine, too. */
const goesOnWithinMs = 90_000;
const comesUpTries = 5;

/** One thing, or two at the same time, that was killed. */
export interface Fault {
  /** Seconds since the first of all. */
  at: number;
  killed: string;
  /** Seconds from the kill until it was started again. */
  down: number;
  /** Seconds from then until it was up by its own word. */
  up: number;
  /** Seconds from its start until each service that needs it answered a question. */
  answered: number | undefined;
  /** Seconds from its start until all that had been said was at the broker. */
  out: number | undefined;
}

/** Kills one thing after the other, in an order and at times that the dice say, and starts it again. */
export class Faults {
  readonly #stack: Stack;
  readonly #probes: Probes;
  readonly #dice: Dice;
  readonly #say: (line: string) => void;
  readonly done: Fault[] = [];
  readonly failures: string[] = [];
  /** What was no failure, but is worth knowing. */
  readonly notes: string[] = [];
  /** What is being killed now; whatever else ends does so by itself. */
  readonly expected = new Set<string>();
  #healing = Promise.resolve();

  constructor(stack: Stack, probes: Probes, dice: Dice, say: (line: string) => void) {
    this.#stack = stack;
    this.#probes = probes;
    this.#dice = dice;
    this.#say = say;
  }

  /** Goes on for so long. All runs again when it resolves. */
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

  /** A process ended that nobody killed: it is started again, as a supervisor would. */
  revive(name: string, how: string): void {
    this.notes.push(`${name} ended by itself (${how}) and was started again`);
    this.#say(`${name} ended by itself (${how}); started again`);
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
    const [answering, saying] = concernedBy(base!);
    const after = async (isSo: () => Promise<boolean>) =>
      (await secondsUntil(isSo, goesOnWithinMs)) === undefined ? undefined : sinceReturn();
    const [answered, out] = await Promise.all([
      after(() => this.#probes.answers(answering)),
      after(() => this.#probes.isOut(saying, returned)),
    ]);
    if (answered === undefined) this.failures.push(`${killed} at ${at.toFixed(0)} s: not all services answered again`);
    if (out === undefined) this.failures.push(`${killed} at ${at.toFixed(0)} s: not all events went out`);
    this.done.push({ at, killed, down: downMs / 1000, up, answered, out });
    const told = (value: number | undefined) => (value === undefined ? 'not in time' : `${value.toFixed(1)} s`);
    this.#say(`${killed} is back: answers after ${told(answered)}, events out after ${told(out)}`);
  }

  #kill(name: string): Promise<void> {
    const { kafka, postgres } = this.#stack.infrastructure;
    if (name === 'kafka') return kafka!.kill('SIGKILL');
    if (name === 'postgres') return postgres.kill('SIGKILL');
    return this.#stack.process(name).kill('SIGKILL');
  }

  /** @throws Error when it doesn't come up, however often it is tried */
  async #up(name: string): Promise<void> {
    const { kafka, postgres } = this.#stack.infrastructure;
    for (let tries = 1; ; tries += 1) {
      const start =
        name === 'kafka' ? kafka!.restart() : name === 'postgres' ? postgres.restart() : this.#stack.restart(name);
      const [started] = await Promise.allSettled([start]);
      if (started.status === 'fulfilled') return;
      const { message } = started.reason as Error;
      this.notes.push(`${name} did not come up at once: ${message}`);
      this.#say(`${name} did not come up: ${message}`);
      if (tries < comesUpTries) continue;
      this.failures.push(`${name} did not come up in ${comesUpTries} tries`);
      throw started.reason;
    }
  }
}

/** Who has to answer again, and whose events have to go out again, once it is back. */
function concernedBy(name: string): [answering: readonly string[], saying: readonly string[]] {
  if (name === 'issuer') return [[], []];
  if (name === 'gateway') return [services, []];
  if (name === 'kafka' || name === 'postgres') return [services, services];
  return [[name], [name]];
}
