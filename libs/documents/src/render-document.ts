import type Pdfmake from 'pdfmake';
import { clustersOf, plain } from './clusters.ts';
import { familyOf, fontFamilies } from './fonts.ts';
import { keepFonts } from './kept-fonts.ts';
import { layoutOf } from './layout.ts';
import { shown } from './marks.ts';
import type { DocumentData } from './document-data.ts';
import { refuseUnprintable, textsOf } from './printable.ts';
import { loadShaper } from './shaper.ts';
import { orderLines, setByMarks } from './typesetting.ts';

type Maker = typeof Pdfmake & { virtualfs: Parameters<typeof keepFonts>[1] };

let maker: Promise<Maker> | undefined;

function pdfmake(): Promise<Maker> {
  return (maker ??= import('pdfmake').then(({ default: made }) => {
    const pdf = made as Maker;
    pdf.addFonts(fontFamilies);
    const files = new Set<string>(Object.values(fontFamilies).flatMap(({ normal, bold }) => [normal, bold]));
    keepFonts(files, pdf.virtualfs, setByMarks);
    orderLines();
    // A document is plain data: nothing that it says is ever fetched or read.
    pdf.setUrlAccessPolicy(() => false);
    pdf.setLocalAccessPolicy(() => false);
    return pdf;
  }));
}

/** Loads what documents are made with, so that the first takes no longer than others. */
export async function prepare(): Promise<void> {
  await pdfmake();
}

/**
 * Makes a document as PDF, in this thread: services have a `DocumentRenderer` for it. The same data makes the same bytes, in
 * every process: what was shown can be told by its hash.
 *
 * @throws Refused CHARACTERS_NOT_PRINTABLE, naming all characters that no font has: nothing with boxes is ever signed
 */
export async function renderDocument(data: DocumentData): Promise<Uint8Array> {
  refuseUnprintable(data);
  const made = await pdfmake();
  if (textsOf(data).some(({ text }) => isShaped(shown(text)))) await loadShaper();
  return made.createPdf(layoutOf(data)).getBuffer();
}

function isShaped(text: string): boolean {
  return !plain.test(text) && clustersOf(text).some(({ font }) => font !== undefined && familyOf[font].shaped);
}
