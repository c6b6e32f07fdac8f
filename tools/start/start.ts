// npm start [-- --port N --home DIR]: installs, builds and runs the whole platform on this machine.
import { join, resolve } from 'node:path';
import { canListen, findMissing } from '@waystation/stack';
import { startArguments } from './arguments.ts';
import { Stack } from './stack.ts';

const began = performance.now();
const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);

let stack: Stack | undefined;
let stopping: Promise<never> | undefined;

function stop(code: number, reason: string): Promise<never> {
  return (stopping ??= (async () => {
    say(reason);
    await Promise.allSettled([stack?.stop()]);
    process.exit(code);
  })());
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0, 'Stopping ...'));

try {
  const { port, home: given } = startArguments();
  const home = resolve(given);
  const missing = await findMissing();
  if (!(await canListen(port))) missing.push(`Port ${port} of 127.0.0.1 is taken; give another: npm start -- --port N`);
  if (missing.length > 0) {
    for (const line of missing) console.error(line);
    process.exit(1);
  }
  stack = new Stack({
    home,
    port,
    say,
    started: (process_) =>
      void process_.exited.then(({ code, signal }) => {
        if (stopping) return;
        const reason = process_.logTail(5).trim();
        void stop(
          1,
          `${process_.name} ended by itself (${signal ?? `exit code ${code}`}):\n${reason}\nAll of it: ${join(home, 'log', `${process_.name}.log`)}`,
        );
      }),
  });
  await stack.start();
  console.log(`Waystation is ready: ${stack.entrance.gateway}`);
} catch (error) {
  if (!stopping) await stop(1, (error as Error).message);
  throw error;
}
