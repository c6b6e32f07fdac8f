// npm start [-- --port N --home DIR --separate]: installs, builds and runs the whole platform on this machine, its services
// in one process, or with --separate each in a process of its own.
import { join, resolve } from 'node:path';
import { canListen, findMissing } from '@waystation/stack';
import { defaultHome, startArguments } from './arguments.ts';
import { Stack } from './stack.ts';

/** Message with the next things to do on a platform that is ready. */
function whatNext(gateway: string, home: string): string {
  const isDefault = resolve(home) === resolve(defaultHome);
  const option = isDefault ? '' : ` -- --home ${home}`;
  const ways = [
    [gateway, 'sign in as one of the demo people'],
    [`${gateway}/reference`, 'browse all steps and queries with their fields'],
    [`npm run visit${option}`, 'drive one truck from the first call to the follow-up (in another terminal)'],
    ['docs/first-call.md', 'make your first API call'],
  ] as const;
  const width = Math.max(...ways.map(([way]) => way.length));
  return `
Waystation is ready: ${gateway}

What you can do next:
${ways.map(([way, what]) => `  ${way.padEnd(width)}   ${what}`).join('\n')}

Ctrl-C stops everything and keeps the data; npm run reset${option} deletes it.`;
}

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
  const { port, home: given, separate, network } = startArguments();
  const home = resolve(given);
  const missing = await findMissing();
  if (!(await canListen(port)))
    missing.push(`Port ${port} of 127.0.0.1 is in use. Choose another: npm start -- --port N`);
  if (missing.length > 0) {
    for (const line of missing) console.error(line);
    process.exit(1);
  }
  stack = new Stack({
    home,
    port,
    separate,
    network,
    say,
    started: (process_) =>
      void process_.exited.then(({ code, signal }) => {
        if (stopping) return;
        const reason = process_.logTail(5).trim();
        void stop(
          1,
          `${process_.name} stopped unexpectedly (${signal ?? `exit code ${code}`}):\n${reason}\nFull log: ${join(home, 'log', `${process_.name}.log`)}`,
        );
      }),
  });
  await stack.start();
  console.log(whatNext(stack.entrance.gateway, given));
} catch (error) {
  if (!stopping) await stop(1, (error as Error).message);
  throw error;
}
