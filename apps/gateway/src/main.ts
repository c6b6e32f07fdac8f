// The gateway as a process of its own. Configured by the environment (see config.ts); ends itself on SIGTERM or SIGINT.
import { createLog } from '@waystation/service';
import { ConfigError, readConfig } from './config.ts';
import { startGateway } from './gateway.ts';

/** A call takes a minute at most, but a stop does not wait that long. */
const stopWithinMs = 14_500;

const log = createLog('gateway', process.env['WAYSTATION_LOG_LEVEL'] || 'info');
const die = (error: unknown, message: string): never => {
  if (error instanceof ConfigError) log.fatal(`could not start: ${error.message}`);
  else log.fatal({ err: error }, message);
  process.exit(1);
};
process.on('uncaughtException', (error) => die(error, 'uncaught exception'));
process.on('unhandledRejection', (error) => die(error, 'unhandled rejection'));

const stopping = new Promise<NodeJS.Signals>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
});

const config = readConfig(process.env);
const gateway = await startGateway({
  config,
  log,
  clock: { now: () => new Date() },
  onDeath: (error) => die(error, 'can not go on'),
});
log.info({ port: gateway.port, ms: Math.round(performance.now()) }, 'ready');

log.info({ signal: await stopping }, 'stopping');
setTimeout(() => die(undefined, 'could not stop in time'), stopWithinMs).unref();
await gateway.stop();
log.info('stopped');
process.exit(0);
