import { encrypted, mapping, Store } from '@waystation/store';
import { Document, type DocumentFacts } from '../document.ts';

export const documentMapping = mapping(Document, {
  table: 'document',
  subject: 'document',
  properties: (p) => ({
    visitId: p.uuid().nullable(),
    kind: p.text(),
    revision: p.integer(),
    mediaType: p.text(),
    fileName: p.text(),
    sha256: p.text(),
    content: encrypted<string>(),
    createdAt: p.datetime(),
  }),
});

/**
 * Documents of a service, as their exact bytes. A service lists this class among its stores and `documentTable()` in a
 * migration. Steps refer to a document by id and hash, and load its bytes only if they need them.
 */
export class Documents extends Store.of(documentMapping) {
  /**
   * Stores a document at the end of the step. Nobody can change it afterwards.
   *
   * ```ts
   * async ask(request, call) { return this.renderer.render(documentOf(...), call, version); }
   * async execute(request, call, { content }) {
   *   const document = this.documents.keep({ id: call.newId(), visitId, kind: 'repair_order', content, ... });
   *   order.present(document.id, document.sha256, call.happenedAt);
   * }
   * ```
   */
  keep(facts: DocumentFacts): Document {
    const document = Document.keep(facts, this.station);
    this.add(document);
    return document;
  }
}
