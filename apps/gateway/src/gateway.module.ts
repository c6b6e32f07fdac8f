import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TokenSigner } from '@waystation/call';
import type { Clock } from '@waystation/model';
import { Database } from '@waystation/store';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { HealthController } from './http/health.controller.ts';
import { ProblemFilter } from './http/problem-filter.ts';
import { Lifecycle } from './lifecycle.ts';
import { Cookies } from './sign-in/cookies.ts';
import { InternalTokens } from './sign-in/internal-tokens.ts';
import { Issuer } from './sign-in/issuer.ts';
import { PendingSignIns } from './sign-in/pending-sign-ins.ts';
import { StaffPeople, type People } from './sign-in/people.ts';
import { Sealer } from './sign-in/sealer.ts';
import { Sessions } from './sign-in/sessions.ts';
import { SignInController } from './sign-in/sign-in.controller.ts';
import { Callers } from './sign-in/session-user.ts';
import { SessionRows } from './store/sessions.ts';
import { StaffRows } from './store/staff.ts';
import { clockToken, logToken, peopleToken } from './tokens.ts';
import { Backends } from './transcoding/backends.ts';

/** Environment that the gateway runs in. */
export interface Setting {
  config: Config;
  clock: Clock;
  log: Logger;
}

/** Root module of the gateway. */
@Module({})
export class GatewayModule {
  static of(setting: Setting): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [HealthController, SignInController],
      providers: providersOf(setting),
    };
  }
}

function providersOf({ config, clock, log }: Setting): Provider[] {
  const { database, issuer, publicUrl } = config;
  const firstAdmin =
    config.firstAdmin === undefined ? undefined : { issuer: issuer.issuer, subject: config.firstAdmin };
  return [
    { provide: clockToken, useValue: clock },
    { provide: logToken, useValue: log },
    { provide: APP_FILTER, useClass: ProblemFilter },
    Lifecycle,

    {
      provide: Database,
      useFactory: () => Database.open({ appUrl: database.appUrl, relayUrl: database.relayUrl, mappings: [] }),
    },
    SessionRows,
    StaffRows,
    { provide: Backends, useFactory: () => new Backends(config.backends) },

    { provide: Issuer, useFactory: () => new Issuer({ ...issuer, publicUrl }) },
    { provide: Sealer, useFactory: () => new Sealer(config.sessionKey) },
    { provide: Cookies, useFactory: () => new Cookies(publicUrl) },
    { provide: PendingSignIns, useFactory: (sealer: Sealer) => new PendingSignIns(sealer), inject: [Sealer] },
    {
      provide: peopleToken,
      useFactory: (staff: StaffRows) => new StaffPeople(staff, clock, firstAdmin),
      inject: [StaffRows],
    },
    {
      provide: Sessions,
      useFactory: (rows: SessionRows, from: Issuer, sealer: Sealer) => new Sessions(rows, from, sealer, clock, log),
      inject: [SessionRows, Issuer, Sealer],
    },
    {
      provide: Callers,
      useFactory: (sessions: Sessions, from: Issuer, cookies: Cookies) =>
        new Callers(sessions, from, cookies, publicUrl, clock),
      inject: [Sessions, Issuer, Cookies],
    },
    { provide: TokenSigner, useFactory: () => TokenSigner.of(config.tokenPrivateKey) },
    {
      provide: InternalTokens,
      useFactory: (signer: TokenSigner, people: People) => new InternalTokens(signer, people, clock),
      inject: [TokenSigner, peopleToken],
    },
  ];
}
