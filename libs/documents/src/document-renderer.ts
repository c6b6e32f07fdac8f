import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import type { Call } from '@waystation/call';
import { hashOf } from './hash.ts';
import { checkLength } from './document-length.ts';
import type { DocumentData } from './document-data.ts';
import { refuseUnprintable } from './printable.ts';
import { giveBackPool, takePool } from './process-pools.ts';
import type { RenderPool } from './render-pool.ts';

/** A document as it was made, and what it says. */
export interface RenderedDocument {
  data: DocumentData;
  content: Uint8Array;
}

/** How many documents a service makes at once: what `WAYSTATION_DOCUMENT_THREADS` says. */
export const documentThreads = 'DOCUMENT_THREADS';

/**
 * Makes the documents of a service as PDFs. A service that has some lists it under its `providers`. Never within a
 * transaction: in a step's `ask`.
 */
@Injectable()
export class DocumentRenderer implements OnApplicationShutdown {
  readonly #pool: RenderPool;
  #ended: Promise<void> | undefined;

  constructor(@Optional() @Inject(documentThreads) threads?: number) {
    this.#pool = takePool(threads);
  }

  /**
   * The same data makes the same bytes: what was shown can be told by its hash.
   *
   * A step that is repeated while its document is made gets that document: with the document of the first time, which is
   * dated by the first time. So use the document that comes back.
   *
   * @param version of the facts that the document was made from
   * @throws Refused for a document of too many pages or with characters that no font has, and what `RenderPool.render` throws
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

  /** Not before: the calls at hand may still make documents. */
  onApplicationShutdown(): Promise<void> {
    return (this.#ended ??= giveBackPool(this.#pool));
  }
}
