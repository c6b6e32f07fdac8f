import type { CanvasElement, Content } from 'pdfmake/interfaces.js';

type Points = readonly { x: number; y: number }[];

/** A drawn signature, as large as it fits into the room, at the left and upon its lower edge. */
export function drawing(strokes: readonly Points[], width: number, height: number, color: string): Content {
  // It must be as high as the room even when nothing is drawn.
  const room: CanvasElement = { type: 'rect', x: 0, y: 0, w: width, h: height, lineWidth: 0, lineColor: '#ffffff' };
  const points = strokes.flat();
  if (points.length === 0) return { canvas: [room] };
  const [left, right] = range(points.map(({ x }) => x));
  const [top, bottom] = range(points.map(({ y }) => y));
  const edge = 3;
  const scale = Math.min((width - 2 * edge) / (right - left || 1), (height - 2 * edge) / (bottom - top || 1), 1);
  const place = ({ x, y }: { x: number; y: number }) => ({
    x: hundredths(edge + (x - left) * scale),
    y: hundredths(height - edge - (bottom - y) * scale),
  });
  const lines = strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke): CanvasElement => {
      const placed = stroke.map(place);
      // A dot is a line of no length, which is drawn by its round ends.
      const drawn = placed.length === 1 ? [placed[0]!, { ...placed[0]!, x: placed[0]!.x + 0.01 }] : placed;
      return { type: 'polyline', points: drawn, lineWidth: 1.2, lineColor: color, lineCap: 'round', closePath: false };
    });
  return { canvas: [room, ...lines] };
}

function range(values: readonly number[]): [least: number, most: number] {
  return values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
