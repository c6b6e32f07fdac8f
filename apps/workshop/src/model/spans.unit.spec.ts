import { minute } from '@waystation/testing/model';
import { intersect, minutesOf, spanAround, subtract, union, type Spans } from './spans.ts';

const spans = (...pairs: [number, number][]) =>
  pairs.map(([start, end]) => ({ start: minute(start), end: minute(end) }));
const pairs = (of: Spans) =>
  of.map(({ start, end }) => [start, end].map((at) => (Number(at) - Number(minute(0))) / 60_000));

describe('spans of time', () => {
  it('are joined if they touch or overlap', () => {
    expect(pairs(union(spans([30, 40], [0, 10], [10, 20], [35, 60])))).toEqual([
      [0, 20],
      [30, 60],
    ]);
    expect(pairs(union(spans([0, 60], [10, 20])))).toEqual([[0, 60]]);
    expect(union(spans([10, 10], [20, 5]))).toEqual([]);
  });

  it('intersect in the times that are in both', () => {
    expect(pairs(intersect(spans([0, 30], [40, 60]), spans([10, 45], [50, 90])))).toEqual([
      [10, 30],
      [40, 45],
      [50, 60],
    ]);
    expect(intersect(spans([0, 10]), spans([10, 20]))).toEqual([]);
  });

  it('lose the times that are subtracted', () => {
    const taken = spans([-5, 5], [10, 20], [20, 25], [58, 70], [95, 96]);
    expect(pairs(subtract(spans([0, 60], [65, 100]), taken))).toEqual([
      [5, 10],
      [25, 58],
      [70, 95],
      [96, 100],
    ]);
    expect(pairs(subtract(spans([0, 10]), []))).toEqual([[0, 10]]);
    expect(subtract(spans([0, 10], [20, 30]), spans([0, 30]))).toEqual([]);
  });

  it('contain a slot only if one span contains all of it', () => {
    const open = spans([0, 60], [90, 120], [120 + 1, 200]);
    const around = (start: number, end: number) => spanAround(open, { start: minute(start), end: minute(end) });
    expect([around(0, 60), around(10, 20), around(90, 120)].every(Boolean)).toBe(true);
    expect([around(50, 61), around(60, 90), around(100, 130), around(-1, 5), around(190, 201)].some(Boolean)).toBe(
      false,
    );
    expect(spanAround([], { start: minute(0), end: minute(1) })).toBeUndefined();
  });

  it('give the same result as counting minute by minute', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    const some = () => spans(...Array.from({ length: random(8) }, (): [number, number] => [random(100), random(100)]));
    const minutesIn = (of: Spans) => {
      const inside = (at: number) => of.some(({ start, end }) => start <= minute(at) && minute(at) < end);
      return Array.from({ length: 100 }, (_, at) => inside(at));
    };
    for (let round = 0; round < 300; round += 1) {
      const [a, b] = [union(some()), union(some())];
      const [inA, inB] = [minutesIn(a), minutesIn(b)];
      expect(minutesIn(intersect(a, b))).toEqual(inA.map((here, at) => here && inB[at]));
      expect(minutesIn(subtract(a, b))).toEqual(inA.map((here, at) => here && !inB[at]));
      expect(minutesOf(a)).toBe(inA.filter(Boolean).length);
    }
  });
});
