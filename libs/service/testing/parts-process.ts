// Process of two small parts, for the tests of bootProcess. Its argument says how the second one behaves.
import { setTimeout as sleep } from 'node:timers/promises';
import { bootProcess, type Part } from '../src/boot-process.ts';
import { ConfigError } from '../src/start-fault.ts';

const how = process.argv[2];

const part = (name: string, misbehave: (onDeath: (error: unknown) => never) => void = () => {}): Part => ({
  name,
  start: async ({ settings, log, onDeath }) => {
    await sleep(20);
    misbehave(onDeath);
    const alive = setInterval(() => {}, 1_000);
    return {
      started: { color: settings['WAYSTATION_COLOR'] },
      stop: async () => {
        await sleep(20);
        clearInterval(alive);
        log.info('ended');
      },
    };
  },
});

await bootProcess([
  part('parts'),
  part('crm', (onDeath) => {
    if (how === 'misconfigured') throw new ConfigError('WAYSTATION_GRPC_PORT is missing');
    if (how === 'dying') setTimeout(() => onDeath(new Error('the broker refuses the group')), 50);
  }),
]);
