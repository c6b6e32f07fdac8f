let armed: { name: string; left: number } | undefined | null;

/**
 * Named point at which tests can kill the process, to show the effect of a crash there.
 * `WAYSTATION_CRASH_AT=relay.sent:3` kills the process at the third pass. Costs only a comparison otherwise.
 */
export function crashPoint(name: CrashPoint): void {
  if (armed === undefined) {
    const [at, count] = (process.env['WAYSTATION_CRASH_AT'] ?? '').split(':');
    armed = at ? { name: at, left: Number(count ?? 1) } : null;
  }
  if (armed && armed.name === name && --armed.left === 0) process.kill(process.pid, 'SIGKILL');
}

/** All crash points, in the order of the path through runner, relay and consumer. */
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
