import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import { layoutOf } from './layout.ts';
import type { Paper } from './paper.ts';

const { resolve } = createRequire(import.meta.url);
const noto = (weight: string) => resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`);
const roboto = (weight: string) => resolve(`pdfmake/fonts/Roboto/Roboto-${weight}.ttf`);
// The first has Chinese and the West's letters alike, the other what it lacks: see `runs`. Only the letters that a paper
// has come into its file.
const fonts = {
  paper: { normal: noto('400Regular'), bold: noto('700Bold') },
  european: { normal: roboto('Regular'), bold: roboto('Medium') },
};
const fontFiles = new Set(Object.values(fonts).flatMap(({ normal, bold }) => [normal, bold]));

pdfmake.addFonts(fonts);
// A paper is plain data: nothing that it says is ever fetched, and of files only the fonts are read.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));

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
  return pdfmake.createPdf(layoutOf(paper)).getBuffer();
}
