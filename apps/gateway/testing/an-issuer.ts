import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess } from '@waystation/stack';

const root = new URL('../../../', import.meta.url).pathname;
const scriptSecret = 'secret of scripts';

/** The development issuer in a separate process. */
export interface AnIssuer {
  url: string;
  /** Settings of the gateway for this issuer. */
  environment: Record<string, string>;
  /** Replaces the people who can sign in. */
  setPeople(subjects: readonly string[]): void;
  /** Requests an access token for the API, as a script does. */
  accessToken(subject: string): Promise<string>;
  stop(): Promise<void>;
}

export async function anIssuer(publicUrl: string): Promise<AnIssuer> {
  const home = mkdtempSync(join(tmpdir(), 'waystation-issuer-'));
  const people = join(home, 'people.json');
  const setPeople = (subjects: readonly string[]) =>
    writeFileSync(
      people,
      JSON.stringify(subjects.map((subject) => ({ subject, name: subject, roles: 'role', station: 'station' }))),
    );
  setPeople([]);
  const url = `http://127.0.0.1:${await freePort()}`;
  const client = { WAYSTATION_CLIENT_ID: 'gateway', WAYSTATION_CLIENT_SECRET: 'secret of the gateway' };
  const environment = { WAYSTATION_ISSUER: url, WAYSTATION_PUBLIC_URL: publicUrl, ...client };
  const process_ = await startProcess({
    name: 'the issuer',
    command: process.execPath,
    args: ['--no-warnings', join(root, 'apps/issuer/src/main.ts')],
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      ...environment,
      WAYSTATION_SCRIPT_SECRET: scriptSecret,
      WAYSTATION_DEMO_PEOPLE: people,
      WAYSTATION_ISSUER_HOME: home,
    },
    logFile: join(home, 'issuer.log'),
    ready: () => answers(`${url}/health`),
    readyWithinMs: 20_000,
  });
  return {
    url,
    environment,
    setPeople,
    accessToken: async (subject) => {
      const response = await fetch(`${url}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`waystation-scripts:${encodeURIComponent(scriptSecret)}`)}` },
        body: new URLSearchParams({ grant_type: 'urn:waystation:demo', subject }),
      });
      const { access_token } = (await response.json()) as { access_token?: string };
      if (!access_token) throw new Error(`The issuer sent no token: ${response.status}`);
      return access_token;
    },
    stop: async () => {
      await process_.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}
