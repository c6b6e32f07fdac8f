import { nestLog, type Part } from '@waystation/service';
import { readConfig } from './config.ts';
import { startGateway } from './gateway.ts';

/** The gateway as a part of a process. */
export const gatewayPart: Part = {
  name: 'gateway',
  start: async ({ settings, log, process, onDeath }) => {
    const gateway = await startGateway({
      config: readConfig(settings),
      log,
      nestLog: nestLog(process.log),
      states: process.states,
      clock: { now: () => new Date() },
      onDeath,
    });
    return { started: { port: gateway.port }, stop: gateway.stop };
  },
};
