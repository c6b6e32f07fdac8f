import type { OnApplicationShutdown } from '@nestjs/common';
import { Database, migrate } from '@waystation/store';
import type { Logger } from 'pino';
import { connect, type GivenClient } from './client.ts';
import type { Config } from './config.ts';
import { mappingsOf, type CompleteDefinition } from './service-definition.ts';
import { oneLine, StartFault } from './start-fault.ts';

/** Connections of a started service: its database, and its clients of other services. */
export class Connections implements OnApplicationShutdown {
  readonly database: Database;
  readonly clients: readonly GivenClient[];
  readonly #closeClients: readonly (() => void)[];
  readonly #log: Logger;

  private constructor(database: Database, clients: readonly ConnectedClient[], log: Logger) {
    this.database = database;
    this.clients = clients.map(({ of, client }) => [of, client]);
    this.#closeClients = clients.map(({ close }) => close);
    this.#log = log;
  }

  /**
   * Migrates the database if an administrator's address is configured, and checks that it answers. Clients connect at the
   * first call of a step.
   *
   * @throws StartFault if an address or key is missing or the database does not answer; no connection is left open
   */
  static async open(definition: CompleteDefinition, config: Config, log: Logger): Promise<Connections> {
    const clients = connectAll(definition, config);
    return new Connections(await openDatabase(definition, config, log), clients, log);
  }

  /** Last hook of the shutdown: the database and other services are no longer used. */
  async onApplicationShutdown(): Promise<void> {
    for (const close of this.#closeClients) close();
    await this.database
      .close()
      .catch((error: unknown) =>
        this.#log.warn({ err: error }, 'closing the database connections failed; the shutdown continues'),
      );
  }
}

type ConnectedClient = ReturnType<typeof connectAll>[number];

function connectAll({ name: caller, clients }: CompleteDefinition, { addresses }: Config) {
  const missing = clients.find(({ asks }) => !addresses.has(asks));
  if (missing) throw new StartFault(`the address of ${missing.asks} is not configured`);
  return clients.map((of) => ({ of, ...connect(of, { address: addresses.get(of.asks)!, caller }) }));
}

async function openDatabase(definition: CompleteDefinition, config: Config, log: Logger): Promise<Database> {
  const { appUrl, relayUrl, adminUrl, dataKeys } = config;
  const url = new URL(appUrl);
  const away = (cause: unknown) => {
    throw new StartFault(
      `cannot use database ${url.pathname.slice(1)} at ${url.host} as ${url.username}: ${oneLine(cause)}`,
    );
  };
  if (adminUrl) {
    const { name, migrations } = definition;
    const ran = await migrate({ adminUrl, service: name, database: url.pathname.slice(1), migrations }).catch(away);
    if (ran.length > 0) log.info({ migrations: ran }, 'database migrated');
  }
  const database = await Database.open({ appUrl, relayUrl, mappings: mappingsOf(definition), dataKeys });
  try {
    if (database.needsDataKeys && !dataKeys)
      throw new StartFault('WAYSTATION_DATA_KEYS is missing: the service has encrypted columns');
    await database.ping().catch(away);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
