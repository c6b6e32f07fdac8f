import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTokenKeys } from '@waystation/call';
import { openRegistry, type MetricsRegistry } from '@waystation/metrics';
import { freePort } from '@waystation/stack';
import { testDatabase, type TestDatabase } from '@waystation/testing';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { migrations, startGateway, type RunningGateway } from '../src/gateway.ts';
import { statements } from './statements.ts';
import { staffTopic, stationTopic } from '../src/store/state-topics.ts';
import { reachableServices } from '../src/transcoding/http-bindings.ts';
import { ABackend } from './a-backend.ts';
import { anIssuer, type AnIssuer } from './an-issuer.ts';

/** Real gateway with a real database and issuer, in front of services with prepared answers. */
export interface Scene {
  url: string;
  gateway: RunningGateway;
  issuer: AnIssuer;
  backend: ABackend;
  database: TestDatabase;
  /** Real time plus an offset. */
  clock: { aheadMs: number; now(): Date };
  metrics: MetricsRegistry;
  /** Log lines. */
  logged: string[];
  /** Registers a person at stations, as `network` would. */
  employ(subject: string, at: Record<string, string[]>, staffId?: string): Promise<void>;
  /** Registers a person above the stations, as `network` would: roles, or grants with their times. */
  appoint(subject: string, roles: readonly (string | object)[], regionIds?: readonly string[]): Promise<void>;
  /** Assigns a station to a region. */
  place(stationId: string, regionId: string): Promise<void>;
  /** Starts another gateway with the same configuration and database on another port. */
  startReplica(): Promise<{ url: string; stop(): Promise<void> }>;
  stop(): Promise<void>;
}

export const [hamburg, shanghai] = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
] as const;

export async function aGateway(): Promise<Scene> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const home = mkdtempSync(join(tmpdir(), 'waystation-gateway-'));
  const clock = { aheadMs: 0, now: () => new Date(Date.now() + clock.aheadMs) };
  const keys = await makeTokenKeys();
  const keyFile = join(home, 'token.pem');
  writeFileSync(keyFile, keys.privateKeyPem);
  const [database, issuer, { backend, address }] = await Promise.all([
    testDatabase({ name: 'gateway', migrations, stores: [] }),
    anIssuer(url),
    ABackend.start(keys.publicKeyPem, clock.now),
  ]);
  const logged: string[] = [];
  const config = readConfig({
    ...issuer.environment,
    WAYSTATION_HTTP_PORT: String(port),
    WAYSTATION_DATABASE_APP_URL: database.urls.app,
    WAYSTATION_DATABASE_RELAY_URL: database.urls.relay,
    WAYSTATION_KAFKA_BROKERS: 'none',
    WAYSTATION_BACKENDS: reachableServices()
      .map((name) => `${name}=${address}`)
      .join(','),
    WAYSTATION_SESSION_KEY: randomBytes(32).toString('base64'),
    WAYSTATION_TOKEN_PRIVATE_KEY: keyFile,
    WAYSTATION_FIRST_ADMIN: 'grace',
  });
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const onDeath = (error: Error) => {
    throw error;
  };
  const metrics = await openRegistry();
  const gateway = await startGateway({ config, clock, log, metrics: metrics.of('gateway'), onDeath });
  return {
    url,
    gateway,
    issuer,
    backend,
    database,
    clock,
    metrics,
    logged,
    employ: (subject, at, staffId) => employ(database, issuer.url, subject, at, staffId),
    appoint: (subject, roles, regionIds = []) => appoint(database, issuer.url, subject, roles, regionIds),
    place: async (stationId, regionId) => {
      const value = { key: stationId, stationId, regionId, name: `Station of ${regionId}` };
      await database.rows(statements.keepState, [stationTopic, stationId, stationId, JSON.stringify(value)]);
    },
    startReplica: async () => {
      const http = { ...config.http, port: await freePort() };
      const replica = await startGateway({ config: { ...config, http }, clock, log, onDeath });
      return { url: `http://127.0.0.1:${replica.port}`, stop: () => replica.stop() };
    },
    stop: async () => {
      await gateway.stop();
      metrics.close();
      backend.stop();
      await Promise.all([issuer.stop(), database.close()]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function appoint(
  database: TestDatabase,
  issuer: string,
  subject: string,
  roles: readonly (string | object)[],
  regionIds: readonly string[],
): Promise<void> {
  const staffId = '44444444-4444-4444-8444-444444444444';
  const key = `network:${subject}`;
  const value = {
    key,
    staffId,
    displayName: `Name of ${subject}`,
    logins: [{ issuer, subject }],
    roles: roles.map((role) => (typeof role === 'string' ? { role } : role)),
    regionIds,
    active: true,
  };
  await database.rows(statements.keepState, [staffTopic, key, null, JSON.stringify(value)]);
}

async function employ(
  database: TestDatabase,
  issuer: string,
  subject: string,
  at: Record<string, string[]>,
  staffId = '33333333-3333-4333-8333-333333333333',
): Promise<void> {
  for (const [stationId, roles] of Object.entries(at)) {
    const key = `${stationId}:${staffId}`;
    const logins = [{ issuer, subject }];
    const value = {
      key,
      stationId,
      staffId,
      displayName: `Name of ${subject}`,
      logins,
      roles: roles.map((role) => ({ role })),
      active: true,
    };
    await database.rows(statements.keepState, [staffTopic, key, stationId, JSON.stringify(value)]);
  }
}
