import type { Content } from 'pdfmake/interfaces.js';

type Point = Readonly<{ x: number; y: number }>;
type Points = readonly Point[];

/** Pen of a signature. */
const pen = { lineWidth: 1.2, lineCap: 'round', lineJoin: 'round' } as const;
const edge = 3;

/**
 * Drawing of a signature, scaled down to fit the box and aligned to its lower left corner.
 *
 * @param width of the box in points
 * @param height of the box in points, which it takes even without strokes
 */
export function drawing(strokes: readonly Points[], width: number, height: number, lineColor: string): Content {
  const drawn = placed(strokes, width, height);
  const bottom = Math.max(0, ...drawn.flat().map(({ y }) => y));
  const canvas = drawn.map((points) => ({ type: 'polyline' as const, points, lineColor, ...pen }));
  return { canvas, margin: [0, 0, 0, height - bottom] };
}

/** Points of the strokes within the box, from its upper left corner. */
function placed(strokes: readonly Points[], width: number, height: number): Point[][] {
  const points = strokes.flat();
  if (points.length === 0) return [];
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
      const { x, y } = first!;
      return [{ x, y }, ...(rest.length > 0 ? rest : [{ x: x + 0.01, y }])];
    });
}

/** Drops repeated points, which a resting pen produces. */
function withoutRepeats(points: Points): Point[] {
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
