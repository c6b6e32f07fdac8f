import { colorOf, rounded } from './operators.ts';
import type { PdfDocument, Shape } from './pdfmake-internals.ts';

/**
 * Draws a rectangle, a line, or a stroke of a pen. pdfmake sets each property of a shape with separate calls, even those
 * that no shape of our documents has.
 */
export function drawShape(pdf: PdfDocument, shape: Shape): void {
  if (shape.type === 'rect') {
    const { x, y, w, h, color } = shape;
    pdf.addContent(`/DeviceRGB cs\n${colorOf(color)} scn\n${[x, y, w, h].map(rounded).join(' ')} re\nf`);
    return;
  }
  const { lineColor, lineWidth, lineCap, lineJoin } = shape;
  const points =
    shape.type === 'polyline'
      ? shape.points
      : [
          { x: shape.x1, y: shape.y1 },
          { x: shape.x2, y: shape.y2 },
        ];
  const path = points.map(({ x, y }, index) => `${rounded(x)} ${rounded(y)} ${index === 0 ? 'm' : 'l'}`);
  const style = [
    `${rounded(lineWidth)} w`,
    `${lineCap === 'round' ? 1 : 0} J`,
    `${lineJoin === 'round' ? 1 : 0} j`,
    '/DeviceRGB CS',
    `${colorOf(lineColor)} SCN`,
  ];
  pdf.addContent([...style, ...path, 'S'].join('\n'));
}
