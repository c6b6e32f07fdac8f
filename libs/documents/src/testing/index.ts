export { checkLength, lengthOf } from '../paper-length.ts';
export { renderPaper } from '../render-paper.ts';
export { misplaced } from './misplaced.ts';
export { readPdf, textOfPdf, type Box, type PdfMark, type PdfPage, type PdfText } from './read-pdf.ts';
