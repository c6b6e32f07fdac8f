import 'reflect-metadata';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Metrics } from '@waystation/metrics';
import type { StatesOfProcess } from '@waystation/service';
import { Database, measurePools, migrate, SchemaCheck } from '@waystation/store';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { apiPlugin, type ApiOptions } from './api/api-plugin.ts';
import { overridesEndpoint } from './compositions/overrides.ts';
import { timelineEndpoint } from './compositions/timeline.ts';
import { workListEndpoint } from './compositions/work-list.ts';
import { GatewayModule, type Setting } from './gateway.module.ts';
import { logAccess } from './http/access-log.ts';
import { httpAdapter } from './http/http-adapter.ts';
import { traceRequests } from './http/request-span.ts';
import { securityHeaders } from './http/security-headers.ts';
import { measureRequests, measureUpstream } from './metrics.ts';
import { pagesPlugin, type PagesOptions } from './pages/pages-plugin.ts';
import { Cookies } from './sign-in/cookies.ts';
import { InternalTokens } from './sign-in/internal-tokens.ts';
import type { People } from './sign-in/people.ts';
import { Sessions } from './sign-in/sessions.ts';
import { Callers } from './sign-in/session-user.ts';
import { keepStateCopies } from './state-copies.ts';
import { StaffRows } from './store/staff.ts';
import { sessionsMigration } from './store/migrations/0001-sessions.ts';
import { peopleToken } from './tokens.ts';
import { Backends } from './transcoding/backends.ts';
import { transcodedEndpoints } from './transcoding/transcoded-endpoints.ts';

/** Migrations of the gateway's database, after those that every service has. */
export const migrations = [sessionsMigration];

/** A running gateway. */
export interface RunningGateway {
  /** The port that it listens on. */
  port: number;
  /** Reason why it cannot serve; undefined if it can. @throws the database error */
  readiness(): Promise<string | undefined>;
  /** Answers the requests in progress, then shuts down. */
  stop(): Promise<void>;
}

/** Options for starting a gateway. */
export interface StartOptions extends Setting {
  /** Log for Nest's messages. */
  nestLog?: LoggerService;
  /** State consumers shared with other parts of the process; undefined for separate ones. */
  states?: StatesOfProcess;
  /** Metrics of the gateway; without them nothing is measured. */
  metrics?: Metrics | undefined;
  /** Called on a fatal error: the process should exit so that its supervisor restarts it. */
  onDeath: (error: Error) => void;
}

/** @throws Error if a migration fails or the port is taken */
export async function startGateway(options: StartOptions): Promise<RunningGateway> {
  const { nestLog, states, metrics, onDeath, ...setting } = options;
  const { config, log } = setting;
  const { adminUrl, appUrl } = config.database;
  if (adminUrl) {
    const ran = await migrate({
      adminUrl,
      service: 'gateway',
      database: new URL(appUrl).pathname.slice(1),
      migrations,
    });
    if (ran.length > 0) log.info({ migrations: ran }, 'gateway: database migrated');
  }
  const app = await applicationOf(setting, nestLog, metrics);
  await app.listen(config.http.port, config.http.host);
  if (config.firstAdmin !== undefined) await warnOfFirstAdmin(app.get(StaffRows), log);
  const { brokers } = config;
  const endCopies = brokers && keepStateCopies({ database: app.get(Database), brokers, log, onDeath, states });
  const schema = new SchemaCheck(app.get(Database), migrations);
  return {
    readiness: async () => {
      await app.get(Database).ping();
      const missing = await schema.missing();
      return missing.length > 0 ? `migrations are missing: ${missing.join(', ')}` : undefined;
    },
    port: Number(new URL(await app.getUrl()).port),
    stop: async () => {
      await endCopies?.();
      await app.close();
    },
  };
}

/** The setting is for the first hours of a network. Left in place it has no effect, so the operator is warned. */
async function warnOfFirstAdmin(staff: StaffRows, log: Logger): Promise<void> {
  const [asked] = await Promise.allSettled([staff.hasAdmin()]);
  if (asked.status === 'rejected')
    log.warn(
      { err: asked.reason as unknown },
      'gateway: the check for a network administrator failed, so it is unknown if WAYSTATION_FIRST_ADMIN is in effect; starting anyway',
    );
  else if (asked.value)
    log.warn('WAYSTATION_FIRST_ADMIN is ignored: the network has an administrator of record. Remove the setting.');
}

async function applicationOf(
  setting: Setting,
  nestLog: LoggerService | undefined,
  metrics: Metrics | undefined,
): Promise<NestFastifyApplication> {
  const { clock, log } = setting;
  const adapter = await httpAdapter(log);
  const options = { logger: nestLog ?? (false as const), bodyParser: false, abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.of(setting), adapter, options);
  app.useSecurityHeaders(securityHeaders(setting.config));

  const server = adapter.getInstance() as unknown as FastifyInstance;
  traceRequests(server);
  logAccess(server, log);
  // Answers are personal or change often.
  server.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  const backends = app.get(Backends);
  if (metrics) {
    measureRequests(server, metrics);
    measureUpstream(backends, metrics);
    measurePools(app.get(Database), metrics);
  }
  const composed = [timelineEndpoint(backends), workListEndpoint(backends), overridesEndpoint(backends)];
  const endpoints = [...composed, ...transcodedEndpoints(backends)];
  const api: ApiOptions = { endpoints, callers: app.get(Callers), tokens: app.get(InternalTokens), clock, log };
  await server.register(apiPlugin, api);
  const pages: PagesOptions = {
    callers: app.get(Callers),
    people: app.get<People>(peopleToken),
    stations: app.get(StaffRows),
    sessions: app.get(Sessions),
    cookies: app.get(Cookies),
    log,
  };
  await server.register(pagesPlugin, pages);
  return app;
}
