import type Pdfmake from 'pdfmake';
import { clustersOf } from './clusters.ts';
import { familyOf, fontFamilies } from './fonts.ts';
import { keepFonts } from './kept-fonts.ts';
import { layoutOf } from './layout.ts';
import { plain, shown } from './marks.ts';
import type { DocumentData } from './document-data.ts';
import { refuseUnprintable, textsOf } from './printable.ts';
import { loadShaper } from './shaper.ts';
import { replaceTypesetting, setByMarks } from './typesetting.ts';

type Maker = typeof Pdfmake & { virtualfs: Parameters<typeof keepFonts>[1] };

let maker: Promise<Maker> | undefined;

function pdfmake(): Promise<Maker> {
  return (maker ??= import('pdfmake').then(({ default: made }) => {
    const pdf = made as Maker;
    pdf.addFonts(fontFamilies);
    const files = new Set<string>(Object.values(fontFamilies).flatMap(({ normal, bold }) => [normal, bold]));
    keepFonts(files, pdf.virtualfs, setByMarks);
    replaceTypesetting();
    // A document is plain data: a URL or path in its texts is never fetched or read.
    pdf.setUrlAccessPolicy(() => false);
    pdf.setLocalAccessPolicy(() => false);
    return pdf;
  }));
}

/** Loads pdfmake ahead of time, so that the first document takes no longer than others. */
export async function prepare(): Promise<void> {
  await pdfmake();
}

/**
 * Renders a document as PDF in the current thread; services use `DocumentRenderer` instead. The same data gives the
 * same bytes in every process, so the hash proves which document was shown.
 *
 * @throws Refused CHARACTERS_NOT_PRINTABLE that names all characters that no font has, so that nobody signs a document
 *   with boxes in place of characters
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
