// Worker of a `RenderPool`: receives documents and sends PDFs, one at a time.
import { parentPort } from 'node:worker_threads';
import type { DocumentData } from './document-data.ts';
import { prepare, renderDocument } from './render-document.ts';

/** Messages of a worker: `ready` once it has loaded, then the PDF or the error for each document. */
export type WorkerMessage = { ready: true } | Rendered;
export type Rendered = { content: Uint8Array<ArrayBuffer> } | { error: unknown };

const port = parentPort!;

port.on('message', (data: DocumentData) => void answer(data));
await prepare();
port.postMessage({ ready: true } satisfies WorkerMessage);

async function answer(data: DocumentData): Promise<void> {
  try {
    const content = new Uint8Array(await renderDocument(data));
    port.postMessage({ content } satisfies WorkerMessage, [content.buffer]);
  } catch (error) {
    port.postMessage({ error } satisfies WorkerMessage);
  }
}
