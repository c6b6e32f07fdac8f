/** One line of a pen, from touching to lifting: places in thousandths of the field, times in milliseconds from the first. */
export interface PenStroke {
  points: readonly { x: number; y: number; atMs: number }[];
}

/**
 * The shortest way that a pen makes for a name, in thousandths of the field: a tenth of its width. A dot, a tap and a
 * slip of the finger are shorter; the initials of a name that is written small are longer.
 */
const wayMin = 100;

/** Nobody writes a name in less, in milliseconds; two letters take about half a second. */
const millisecondsMin = 200;

/** True for strokes that can be a signature: long enough, and drawn in the time that a hand needs. */
export function isDrawn(strokes: readonly PenStroke[]): boolean {
  const times = strokes.flatMap(({ points }) => points.map(({ atMs }) => atMs));
  const milliseconds =
    times.reduce((most, at) => Math.max(most, at), 0) - times.reduce((least, at) => Math.min(least, at), Infinity);
  return wayOf(strokes) >= wayMin && milliseconds >= millisecondsMin;
}

/** Length of the pen's way on the field, without the ways between two strokes. */
function wayOf(strokes: readonly PenStroke[]): number {
  let way = 0;
  for (const { points } of strokes) {
    for (const [index, { x, y }] of points.entries()) {
      const before = points[index - 1];
      if (before) way += Math.hypot(x - before.x, y - before.y);
    }
  }
  return way;
}
