import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** Span that a process has sent. */
export interface CollectedSpan {
  traceId: string;
  spanId: string;
  /** Empty for the root of a trace. */
  parentId: string;
  name: string;
}

/** Collector of traces: receives OTLP over HTTP, as OpenTelemetry's exporters send it. */
export class TraceCollector {
  readonly spans: CollectedSpan[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        this.spans.push(...spansOf(Buffer.concat(parts)));
        response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
      });
    });
  }

  static async start(): Promise<TraceCollector> {
    const collector = new TraceCollector();
    await new Promise<void>((done) => collector.#server.listen(0, '127.0.0.1', done));
    return collector;
  }

  /** Base address for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Spans of an ExportTraceServiceRequest: resource_spans = 1, in them scope_spans = 2, in them spans = 2. */
function spansOf(bytes: Uint8Array): CollectedSpan[] {
  const scopes = fieldsOf(bytes, 1).flatMap((resource) => fieldsOf(resource, 2));
  return scopes
    .flatMap((scope) => fieldsOf(scope, 2))
    .map((span) => ({
      traceId: hex(fieldsOf(span, 1)),
      spanId: hex(fieldsOf(span, 2)),
      parentId: hex(fieldsOf(span, 4)),
      name: Buffer.concat(fieldsOf(span, 5)).toString('utf8'),
    }));
}

function fieldsOf(bytes: Uint8Array, wanted: number): Uint8Array[] {
  const reader = new BinaryReader(bytes);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === wanted && type === WireType.LengthDelimited) found.push(reader.bytes());
    else reader.skip(type, field);
  }
  return found;
}

function hex(parts: readonly Uint8Array[]): string {
  return Buffer.concat(parts).toString('hex');
}
