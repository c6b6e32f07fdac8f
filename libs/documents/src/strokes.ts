import type { Content } from 'pdfmake/interfaces.js';

type Point = Readonly<{ x: number; y: number }>;
type Points = readonly Point[];

/**
 * A drawn signature, as large as it fits into the room, at the left and upon its lower edge.
 *
 * It is a picture and no canvas: a layout is made several times over where headings go over the page, and each time pdfmake
 * moves the points of a canvas's lines on from where the last one left them.
 */
export function drawing(strokes: readonly Points[], width: number, height: number, color: string): Content {
  const path = pathOf(strokes, width, height);
  const drawn = path && `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.2" ${round}/>`;
  // It is as high as the room even when nothing is drawn.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawn}</svg>`;
  return { svg, width, height };
}

const round = 'stroke-linecap="round" stroke-linejoin="round"';
const edge = 3;

/** Where the pen went, in the words of SVG; empty when nothing is drawn. */
function pathOf(strokes: readonly Points[], width: number, height: number): string {
  const points = strokes.flat();
  if (points.length === 0) return '';
  const [left, right] = range(points.map(({ x }) => x));
  const [top, bottom] = range(points.map(({ y }) => y));
  const scale = Math.min((width - 2 * edge) / (right - left || 1), (height - 2 * edge) / (bottom - top || 1), 1);
  const place = ({ x, y }: Point): Point => ({
    x: tenths(edge + (x - left) * scale),
    y: tenths(height - edge - (bottom - y) * scale),
  });
  return strokes
    .map((stroke) => apart(stroke.map(place)))
    .filter((stroke) => stroke.length > 0)
    .map(([first, ...rest]) => {
      // A dot is a line of no length to speak of, which is drawn by its round ends.
      const lines = rest.length > 0 ? rest.map(({ x, y }) => `L${x} ${y}`).join('') : 'l0.01 0';
      return `M${first!.x} ${first!.y}${lines}`;
    })
    .join('');
}

/** A pen that rests gives many points of one place. */
function apart(points: Points): Points {
  return points.filter(({ x, y }, index) => index === 0 || x !== points[index - 1]!.x || y !== points[index - 1]!.y);
}

function range(values: readonly number[]): [least: number, most: number] {
  return values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
}

/** Of a point, which is finer than any printer. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
