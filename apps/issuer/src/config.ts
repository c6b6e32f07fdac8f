import { resolve } from 'node:path';

/** Configuration of the development issuer, read from its environment. */
export interface IssuerConfig {
  /** Origin of the issuer, where it also listens: `http://127.0.0.1:4300`. */
  issuer: URL;
  /** Origin of the gateway, where browsers return to. */
  gateway: URL;
  clientId: string;
  clientSecret: string;
  /** Secret of the client `waystation-scripts`, which signs in any demo person without a browser. */
  scriptSecret: string;
  /** JSON file with the demo staff. */
  peopleFile: string;
  /** Directory for keys and sessions. */
  home: string;
}

/** @throws Error that names every missing or invalid setting */
export function readConfig(env: NodeJS.ProcessEnv): IssuerConfig {
  const faults: string[] = [];
  const text = (name: string): string => {
    const value = env[name]?.trim() ?? '';
    if (value === '') faults.push(`${name} is missing`);
    return value;
  };
  const origin = (name: string): URL => {
    const value = text(name);
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url;
    if (value !== '') faults.push(`${name} is not an origin such as http://127.0.0.1:4300: ${JSON.stringify(value)}`);
    return new URL('http://127.0.0.1');
  };
  const config = {
    issuer: origin('WAYSTATION_ISSUER'),
    gateway: origin('WAYSTATION_PUBLIC_URL'),
    clientId: text('WAYSTATION_CLIENT_ID'),
    clientSecret: text('WAYSTATION_CLIENT_SECRET'),
    scriptSecret: text('WAYSTATION_SCRIPT_SECRET'),
    peopleFile: resolve(text('WAYSTATION_DEMO_PEOPLE')),
    home: resolve(text('WAYSTATION_ISSUER_HOME')),
  };
  if (config.issuer.protocol === 'https:')
    faults.push('WAYSTATION_ISSUER must be http: the development issuer does not support https');
  if (faults.length > 0) throw new Error(`The issuer cannot start:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return config;
}
