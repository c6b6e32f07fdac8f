import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openRegistry, type MetricsRegistry } from '@waystation/metrics';
import type { Logger } from 'pino';
import { hostName, portNumber } from './config.ts';
import { ConfigError, oneLine, StartFault } from './start-fault.ts';

/** Address of the management server. */
export interface ManagementAddress {
  host: string;
  /** 0 for a free port. */
  port: number;
}

/** Checks a part of the process. @returns the reason why it cannot serve, for an operator; undefined if it can */
export type ReadinessCheck = () => Promise<string | undefined>;

const limits = {
  /** Milliseconds to send a complete request. */
  requestTimeout: 5_000,
  headersTimeout: 5_000,
  /** Longer than the usual interval of scrapes, so that they share a connection. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 4_096,
};
/** Connections at once: a scraper or two, an orchestrator and an operator. */
const connectionsMax = 16;
/** Milliseconds without a byte on a connection, which also limit a client that does not read its answer. */
const silentMs = 70_000;
const checkMs = 3_000;

/**
 * Reads the address of the management server from the environment of the process: `WAYSTATION_MANAGEMENT_PORT`, and
 * `WAYSTATION_MANAGEMENT_HOST` (127.0.0.1 if left out).
 *
 * @returns undefined if there is no such port: the process has no management server
 * @throws ConfigError for an invalid setting
 */
export function managementAddress(environment: NodeJS.ProcessEnv): ManagementAddress | undefined {
  const text = environment['WAYSTATION_MANAGEMENT_PORT']?.trim();
  if (!text) return undefined;
  const port = portNumber(text);
  if (port === undefined) throw new ConfigError('WAYSTATION_MANAGEMENT_PORT is not a port, 0 for a free one');
  const host = hostName(environment['WAYSTATION_MANAGEMENT_HOST']?.trim() || '127.0.0.1');
  if (host === undefined) throw new ConfigError('WAYSTATION_MANAGEMENT_HOST is not a host');
  return { host, port };
}

/**
 * HTTP server of a process for its operator: `GET /metrics`, `/health/live` and `/health/ready`, nothing else. It has no
 * sign-in, so its port must not be reachable from outside; nothing that it answers holds personal data.
 */
export class Management {
  /** Metrics of all services of the process. */
  readonly metrics: MetricsRegistry;
  readonly #server: Server;
  readonly #log: Logger;
  readonly #checks = new Map<string, ReadinessCheck>();
  #state: 'starting' | 'started' | 'stopping' = 'starting';
  /** Scrape in progress, which several requests share. */
  #scrape: Promise<string> | undefined;

  private constructor(metrics: MetricsRegistry, log: Logger) {
    this.metrics = metrics;
    this.#log = log;
    this.#server = createServer(limits, (request, response) => void this.#answer(request, response));
    this.#server.maxConnections = connectionsMax;
    this.#server.setTimeout(silentMs);
  }

  /** @throws StartFault if the address cannot be used */
  static async start({ host, port }: ManagementAddress, log: Logger): Promise<Management> {
    const management = new Management(await openRegistry(), log);
    await management.#listen(host, port).catch((cause: unknown) => {
      management.metrics.close();
      throw new StartFault(`the management server cannot listen on ${host}:${port}: ${oneLine(cause)}`);
    });
    log.info({ host, port: management.port }, 'management server listens');
    return management;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Adds a part that has started; the process is ready while the checks of all parts succeed. */
  add(part: string, check: ReadinessCheck): void {
    this.#checks.set(part, check);
  }

  /** Answers by the checks from now on: all parts are added. */
  started(): void {
    this.#state = 'started';
  }

  /** Answers that the process is not ready from now on. */
  stopping(): void {
    this.#state = 'stopping';
  }

  async close(): Promise<void> {
    this.metrics.close();
    const closed = new Promise<void>((done) => this.#server.close(() => done()));
    this.#server.closeAllConnections();
    await closed;
  }

  #listen(host: string, port: number): Promise<void> {
    return new Promise((done, fail) => {
      this.#server.once('error', fail);
      this.#server.listen(port, host, () => {
        this.#server.off('error', fail);
        done();
      });
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    // A body is never read, so the connection cannot be used again.
    if (request.headers['content-length'] ?? request.headers['transfer-encoding'])
      response.setHeader('connection', 'close');
    response.setHeader('cache-control', 'no-store');
    const path = request.url?.split('?', 1)[0];
    if (!isRead) return send(response, 405, { status: 'method not allowed' });
    if (path === '/metrics') return this.#sendMetrics(response);
    if (path === '/health/live') return send(response, 200, { status: 'live' });
    if (path === '/health/ready') return this.#sendReadiness(response);
    send(response, 404, { status: 'not found' });
  }

  async #sendMetrics(response: ServerResponse): Promise<void> {
    this.#scrape ??= this.metrics.text().finally(() => (this.#scrape = undefined));
    const [text] = await Promise.allSettled([this.#scrape]);
    if (text.status === 'fulfilled') {
      response.writeHead(200, { 'content-type': this.metrics.contentType }).end(text.value);
      return;
    }
    this.#log.error(
      { err: text.reason as unknown },
      'metrics cannot be read; this scrape failed, the services are not affected',
    );
    send(response, 500, { status: 'metrics cannot be read' });
  }

  async #sendReadiness(response: ServerResponse): Promise<void> {
    if (this.#state !== 'started') return send(response, 503, { status: this.#state });
    const faults = await Promise.all(
      [...this.#checks].map(async ([part, check]) => [part, await faultWithin(checkMs, check)] as const),
    );
    const parts = faults.filter(([, fault]) => fault !== undefined);
    if (parts.length === 0) send(response, 200, { status: 'ready' });
    else send(response, 503, { status: 'not ready', parts: Object.fromEntries(parts) });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

/** Never rejects. */
async function faultWithin(ms: number, check: ReadinessCheck): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((done) => {
    timer = setTimeout(() => done(`no answer within ${ms / 1_000} s`), ms);
  });
  const [checked] = await Promise.allSettled([Promise.race([check(), late])]);
  clearTimeout(timer);
  return checked.status === 'fulfilled' ? checked.value : oneLine(checked.reason);
}
