/**
 * Stroke of a pen from touching to lifting: places in thousandths of the field, times in milliseconds from the first
 * point.
 */
export interface PenStroke {
  points: readonly { x: number; y: number; atMs: number }[];
}

/**
 * Minimum length of a signature in thousandths of the field: a tenth of its width. A dot, a tap and a slip of the
 * finger are shorter; small initials are longer.
 */
const lengthMin = 100;

/** Minimum time for a signature in milliseconds; two letters take about half a second. */
const millisecondsMin = 200;

/** True for strokes that can be a signature: long enough, and not faster than a hand can write. */
export function isDrawn(strokes: readonly PenStroke[]): boolean {
  const times = strokes.flatMap(({ points }) => points.map(({ atMs }) => atMs));
  const milliseconds =
    times.reduce((most, at) => Math.max(most, at), 0) - times.reduce((least, at) => Math.min(least, at), Infinity);
  return lengthOf(strokes) >= lengthMin && milliseconds >= millisecondsMin;
}

/** Total length of the strokes, without the distances between them. */
function lengthOf(strokes: readonly PenStroke[]): number {
  let length = 0;
  for (const { points } of strokes) {
    for (const [index, { x, y }] of points.entries()) {
      const before = points[index - 1];
      if (before) length += Math.hypot(x - before.x, y - before.y);
    }
  }
  return length;
}
