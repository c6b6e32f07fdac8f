import type Pdfmake from 'pdfmake';
import { fontFamilies } from './fonts.ts';
import { keepFonts } from './kept-fonts.ts';
import { layoutOf } from './layout.ts';
import type { Paper } from './paper.ts';

type Maker = typeof Pdfmake & { virtualfs: Parameters<typeof keepFonts>[1] };

let maker: Promise<Maker> | undefined;

function pdfmake(): Promise<Maker> {
  return (maker ??= import('pdfmake').then(({ default: made }) => {
    const pdf = made as Maker;
    pdf.addFonts(fontFamilies);
    keepFonts(new Set(Object.values(fontFamilies).flatMap(({ normal, bold }) => [normal, bold])), pdf.virtualfs);
    // A paper is plain data: nothing that it says is ever fetched or read.
    pdf.setUrlAccessPolicy(() => false);
    pdf.setLocalAccessPolicy(() => false);
    return pdf;
  }));
}

/** Loads what papers are made with, so that the first takes no longer than others. */
export async function prepare(): Promise<void> {
  await pdfmake();
}

/**
 * Makes a paper as PDF, in this thread: services have a `DocumentRenderer` for it. The same data makes the same bytes, in
 * every process: what was shown can be told by its hash.
 */
export async function renderPaper(paper: Paper): Promise<Uint8Array> {
  return (await pdfmake()).createPdf(layoutOf(paper)).getBuffer();
}
