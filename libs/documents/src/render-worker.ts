// What a thread of a `RenderPool` runs: papers come in, PDFs go out, one at a time.
import { parentPort } from 'node:worker_threads';
import type { Paper } from './paper.ts';
import { prepare, renderPaper } from './render-paper.ts';

/** Messages of a thread: it is loaded; then, for each paper, the document or the error. */
export type Said = { ready: true } | Rendered;
export type Rendered = { content: Uint8Array<ArrayBuffer> } | { error: unknown };

const port = parentPort!;

port.on('message', (paper: Paper) => void answer(paper));
await prepare();
port.postMessage({ ready: true } satisfies Said);

async function answer(paper: Paper): Promise<void> {
  try {
    const content = new Uint8Array(await renderPaper(paper));
    port.postMessage({ content } satisfies Said, [content.buffer]);
  } catch (error) {
    port.postMessage({ error } satisfies Said);
  }
}
