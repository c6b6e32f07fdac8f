import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import type { Call } from '@waystation/call';
import { Metrics } from '@waystation/metrics';
import { hashOf } from './hash.ts';
import { checkLength } from './document-length.ts';
import type { DocumentData } from './document-data.ts';
import { measureRendering } from './metrics.ts';
import { refuseUnprintable } from './printable.ts';
import { usePool, type PoolUse } from './shared-pool.ts';

/** Rendered PDF, with the data that it was rendered from. */
export interface RenderedDocument {
  data: DocumentData;
  content: Uint8Array;
}

/** Injection token for the number of documents that a service renders at once (`WAYSTATION_DOCUMENT_THREADS`). */
export const documentThreads = 'DOCUMENT_THREADS';

/**
 * Renders the documents of a service as PDFs. A service with documents lists it under its `providers`. Call it in a
 * step's `ask`, never within a transaction. All services of a process share the threads.
 */
@Injectable()
export class DocumentRenderer implements OnApplicationShutdown {
  readonly #pool: PoolUse;

  constructor(@Optional() @Inject(documentThreads) threads?: number, @Optional() metrics?: Metrics) {
    this.#pool = usePool(threads);
    if (metrics) measureRendering(this.#pool, metrics);
  }

  /**
   * Renders a document. The same data gives the same bytes, so the hash proves which document was shown.
   *
   * A step that is repeated while its document is being rendered gets the document of the first attempt, with the first
   * attempt's date. So store the returned `data` and `content`, not the data passed in.
   *
   * @param version of the facts in the document
   * @throws Refused if the document is too long, has characters that no font has, or needs too much memory
   * @throws Unavailable if too many documents are waiting, or the document is not finished in time
   */
  async render(
    data: DocumentData,
    { name, stationId, passedOn: { idempotencyKey, deadline, signal } }: Pick<Call, 'name' | 'stationId' | 'passedOn'>,
    version: unknown,
  ): Promise<RenderedDocument> {
    checkLength(data);
    refuseUnprintable(data);
    const request = idempotencyKey && { name, stationId, idempotencyKey, kind: data.kind, version };
    return this.#pool.render(hashOf(request ?? data), data, { deadline, signal });
  }

  /** Leaves the pool in the last phase of the shutdown, since calls in progress may still render documents. */
  onApplicationShutdown(): Promise<void> {
    return this.#pool.leave();
  }
}
