export { checkLength, lengthOf } from '../src/document-length.ts';
export { layouts } from '../src/font-runs.ts';
export { renderDocument } from '../src/render-document.ts';
export { misplaced } from './misplaced.ts';
export { readPdf, textOfPdf, type Box, type PdfMark, type PdfPage, type PdfText } from './read-pdf.ts';
