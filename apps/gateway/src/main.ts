// Entry point of the gateway. Configured by the environment (see config.ts); stops on SIGTERM or SIGINT.
import { createLog, Management, managementAddress } from '@waystation/service';
import { ConfigError, readConfig } from './config.ts';
import { startGateway } from './gateway.ts';

/** A call may take up to a minute, but stopping does not wait that long. */
const stopWithinMs = 14_500;

const log = createLog('gateway', process.env['WAYSTATION_LOG_LEVEL'] || 'info');
const die = (error: unknown, message: string): never => {
  if (error instanceof ConfigError) log.fatal(`gateway: start failed: ${error.message}`);
  else log.fatal({ err: error }, message);
  process.exit(1);
};
process.on('uncaughtException', (error) => die(error, 'gateway: uncaught exception, exiting'));
process.on('unhandledRejection', (error) => die(error, 'gateway: unhandled rejection, exiting'));

const stopping = new Promise<NodeJS.Signals>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
});

const config = readConfig(process.env);
const managementAt = managementAddress(process.env);
const management = managementAt && (await Management.start(managementAt, log));
const gateway = await startGateway({
  config,
  log,
  clock: { now: () => new Date() },
  metrics: management?.metrics.of('gateway'),
  onDeath: (error) => die(error, 'gateway: fatal error, exiting'),
});
management?.add('gateway', gateway.readiness);
management?.started();
log.info({ port: gateway.port, ms: Math.round(performance.now()) }, 'ready');

log.info({ signal: await stopping }, 'stopping');
setTimeout(
  () => die(undefined, 'gateway: did not stop within 14.5 s, exiting with requests unanswered'),
  stopWithinMs,
).unref();
management?.stopping();
await gateway.stop();
await management?.close();
log.info('stopped');
process.exit(0);
