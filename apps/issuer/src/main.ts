// Entry point of the development issuer.
import { readConfig } from './config.ts';
import { startIssuer } from './issuer.ts';

const log = (line: string): void => void process.stderr.write(`${line}\n`);

const config = readConfig(process.env);
const issuer = await startIssuer(config, log);
process.stdout.write(`${JSON.stringify({ service: 'issuer', address: config.issuer.origin, msg: 'ready' })}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void issuer.close().then(() => process.exit(0)));
}
