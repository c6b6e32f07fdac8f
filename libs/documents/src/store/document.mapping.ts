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
 * What the service made for people to read or sign, as the exact bytes. A service lists it among its stores, and
 * `documentTable()` in a migration. Steps know a document by id and hash; they load no bytes without need.
 */
export class Documents extends Store.of(documentMapping) {
  /**
   * Stores it when the step ends, for good: nobody can change it afterwards.
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
