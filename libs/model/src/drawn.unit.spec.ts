import { describe, expect, test } from '@jest/globals';
import { isDrawn } from './drawn.ts';

const at = (x: number, y: number, atMs: number) => ({ x, y, atMs, pressure: 0 });
const line = (...points: ReturnType<typeof at>[]) => ({ points });

describe('A signature', () => {
  test('is accepted if the strokes are long enough and took enough time', () => {
    expect(isDrawn([line(at(100, 100, 0), at(160, 100, 120)), line(at(130, 80, 300), at(130, 140, 420))])).toBe(true);
  });

  test.each([
    ['nothing', []],
    ['a stroke without points', [line()]],
    ['one dot', [line(at(0, 0, 0))]],
    ['many dots in one place', [line(...Array.from({ length: 50 }, (_, each) => at(500, 500, each * 20)))]],
    ['dots far apart', [line(at(0, 0, 0)), line(at(1000, 1000, 900))]],
    ['a short dash', [line(at(10, 10, 0), at(60, 10, 400))]],
    ['a long line drawn faster than by hand', [line(at(0, 0, 0), at(1000, 0, 20))]],
    ['a long line drawn in no time', [line(at(0, 0, 0), at(1000, 0, 0), at(0, 500, 0))]],
  ])('is not accepted from %s', (_, strokes) => {
    expect(isDrawn(strokes)).toBe(false);
  });
});
