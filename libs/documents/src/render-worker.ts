// What a thread of a `RenderPool` runs: documents come in, PDFs go out, one at a time.
import { parentPort } from 'node:worker_threads';
import type { DocumentData } from './document-data.ts';
import { prepare, renderDocument } from './render-document.ts';

/** Messages of a thread: it is loaded; then, for each document, the document or the error. */
export type Said = { ready: true } | Rendered;
export type Rendered = { content: Uint8Array<ArrayBuffer> } | { error: unknown };

const port = parentPort!;

port.on('message', (data: DocumentData) => void answer(data));
await prepare();
port.postMessage({ ready: true } satisfies Said);

async function answer(data: DocumentData): Promise<void> {
  try {
    const content = new Uint8Array(await renderDocument(data));
    port.postMessage({ content } satisfies Said, [content.buffer]);
  } catch (error) {
    port.postMessage({ error } satisfies Said);
  }
}
