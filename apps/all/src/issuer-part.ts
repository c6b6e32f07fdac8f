import { readConfig, startIssuer } from '@waystation/issuer';
import type { Part } from '@waystation/service';

/** The development issuer as a part of a process. */
export const issuerPart: Part = {
  name: 'issuer',
  start: async ({ settings, log }) => {
    const config = readConfig(settings);
    const issuer = await startIssuer(config, (line) => log.warn(line));
    return { started: { address: config.issuer.origin }, stop: () => issuer.close() };
  },
};
