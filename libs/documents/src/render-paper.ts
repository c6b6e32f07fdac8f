import type Pdfmake from 'pdfmake';
import { fontFamilies } from './fonts.ts';
import { layoutOf } from './layout.ts';
import type { Paper } from './paper.ts';

const fontFiles = new Set<string>(Object.values(fontFamilies).flatMap(({ normal, bold }) => [normal, bold]));

let maker: Promise<typeof Pdfmake> | undefined;

/** Loaded with the first paper: it takes 30 MB, and most replicas of a service make none for a while after their start. */
function pdfmake() {
  return (maker ??= import('pdfmake').then(({ default: made }) => {
    made.addFonts(fontFamilies);
    // A paper is plain data: nothing that it says is ever fetched, and of files only the fonts are read.
    made.setUrlAccessPolicy(() => false);
    made.setLocalAccessPolicy((path) => fontFiles.has(path));
    return made;
  }));
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Makes a paper as PDF. The same data makes the same bytes, in every process: what was shown can be told by its hash.
 *
 * Papers are made one after the other, each some 50 ms of the process: many at once would take no less time and far more
 * memory. Never within a transaction: in a step's `ask`.
 */
export function renderPaper(paper: Paper): Promise<Uint8Array> {
  const made = last.then(
    () => render(paper),
    () => render(paper),
  );
  last = made;
  return made;
}

async function render(paper: Paper): Promise<Uint8Array> {
  return (await pdfmake()).createPdf(layoutOf(paper)).getBuffer();
}
