import { fork, type ChildProcess } from 'node:child_process';
import type { Answers, Order } from './driver-process.ts';

/** Process that drives visits. */
export class Driver {
  readonly #child: ChildProcess;

  constructor() {
    const script = new URL('./driver-process.ts', import.meta.url);
    // The benchmark's own options, without those of a profiler.
    this.#child = fork(script, { execArgv: ['--no-warnings'] });
  }

  /** @throws Error if the order fails, or the process ends */
  async tell<Name extends Order['order']>(order: Extract<Order, { order: Name }>): Promise<Answers[Name]> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`The driver ended with exit code ${code}`));
      this.#child.once('exit', ended);
      this.#child.once('message', (message: { answer?: Answers[Name]; error?: string }) => {
        this.#child.off('exit', ended);
        if (message.answer) resolve(message.answer);
        else reject(new Error(`The driver: ${message.error}`));
      });
      this.#child.send(order);
    });
  }

  stop(): void {
    this.#child.removeAllListeners('exit');
    this.#child.disconnect();
  }
}
