import type { Content } from 'pdfmake/interfaces.js';

type Point = Readonly<{ x: number; y: number }>;
type Points = readonly Point[];

/**
 * Drawing of a signature, scaled down to fit the box and aligned to its lower left corner.
 *
 * An SVG image rather than a canvas: pdfmake repeats the layout when a heading moves to the next page, and each time it
 * shifts the points of a canvas's lines further.
 *
 * @param width of the box in points
 * @param height of the box in points
 */
export function drawing(strokes: readonly Points[], width: number, height: number, color: string): Content {
  const path = pathOf(strokes, width, height);
  const drawn = path && `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.2" ${round}/>`;
  // Keeps the height of the box even without strokes.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawn}</svg>`;
  return { svg, width, height };
}

const round = 'stroke-linecap="round" stroke-linejoin="round"';
const edge = 3;

/** SVG path of the strokes; empty without strokes. */
function pathOf(strokes: readonly Points[], width: number, height: number): string {
  const points = strokes.flat();
  if (points.length === 0) return '';
  const [left, right] = range(points.map(({ x }) => x));
  const [top, bottom] = range(points.map(({ y }) => y));
  const scale = Math.min((width - 2 * edge) / (right - left || 1), (height - 2 * edge) / (bottom - top || 1), 1);
  const place = ({ x, y }: Point): Point => ({
    x: toTenths(edge + (x - left) * scale),
    y: toTenths(height - edge - (bottom - y) * scale),
  });
  return strokes
    .map((stroke) => withoutRepeats(stroke.map(place)))
    .filter((stroke) => stroke.length > 0)
    .map(([first, ...rest]) => {
      // A dot is a tiny line: its round ends make it visible.
      const lines = rest.length > 0 ? rest.map(({ x, y }) => `L${x} ${y}`).join('') : 'l0.01 0';
      return `M${first!.x} ${first!.y}${lines}`;
    })
    .join('');
}

/** Drops repeated points, which a resting pen produces. */
function withoutRepeats(points: Points): Points {
  return points.filter(({ x, y }, index) => index === 0 || x !== points[index - 1]!.x || y !== points[index - 1]!.y);
}

function range(values: readonly number[]): [least: number, most: number] {
  return values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
}

/** Rounds to tenths of a point, which is finer than any printer. */
function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
