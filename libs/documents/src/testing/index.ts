export { checkLength, lengthOf } from '../document-length.ts';
export { renderDocument } from '../render-document.ts';
export { misplaced } from './misplaced.ts';
export { readPdf, textOfPdf, type Box, type PdfMark, type PdfPage, type PdfText } from './read-pdf.ts';
