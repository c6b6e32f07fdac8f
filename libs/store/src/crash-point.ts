let armed: { name: string; left: number } | undefined | null;

/**
 * A named place at which a process can be made to die, so that tests can show what a crash there leaves behind.
 * `WAYSTATION_CRASH_AT=relay.sent:3` kills the process the third time that it comes by. Costs a comparison otherwise.
 */
export function crashPoint(name: CrashPoint): void {
  if (armed === undefined) {
    const [at, count] = (process.env['WAYSTATION_CRASH_AT'] ?? '').split(':');
    armed = at ? { name: at, left: Number(count ?? 1) } : null;
  }
  if (armed && armed.name === name && --armed.left === 0) process.kill(process.pid, 'SIGKILL');
}

/** All of them, in the order of a command's way through runner, relay and consumer. */
export const crashPoints = [
  'runner.executed',
  'runner.committed',
  'relay.read',
  'relay.sent',
  'relay.marked',
  'consumer.received',
  'consumer.loaded',
  'consumer.committed',
  'consumer.resolved',
  'timer.read',
  'timer.committed',
] as const;

export type CrashPoint = (typeof crashPoints)[number];
