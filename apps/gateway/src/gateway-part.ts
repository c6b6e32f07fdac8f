import { nestLog, type Part } from '@waystation/service';
import { readConfig } from './config.ts';
import { startGateway } from './gateway.ts';

/** The gateway as a part of a process. */
export const gatewayPart: Part = {
  name: 'gateway',
  start: async ({ settings, log, process, metrics, onDeath }) => {
    const gateway = await startGateway({
      config: readConfig(settings),
      log,
      nestLog: nestLog(process.log),
      states: process.states,
      metrics,
      clock: { now: () => new Date() },
      onDeath,
    });
    const { port, readiness, stop } = gateway;
    return { started: { port }, readiness, stop };
  },
};
