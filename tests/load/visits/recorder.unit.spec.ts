import { percentile, Recorder } from './recorder.ts';

test('a percentile is the smallest value that the share of all values does not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([], 0.5)).toBe(0);
});

describe('a window of requests', () => {
  const url = (path: string) => `http://127.0.0.1:8080/v1/stations/00000000-0000-4000-9000-000000000001/${path}`;

  it('counts commands that were taken, by step and kind', () => {
    const recorder = new Recorder();
    expect(recorder.answered('POST', url('appointments'), 1, 200)).toBe(true);
    recorder.open();
    recorder.answered('POST', url('appointments'), 10, 200);
    recorder.answered('POST', url('appointments'), 30, 200);
    expect(recorder.answered('POST', url('appointments'), 5, 409)).toBe(false);
    recorder.answered('GET', url('jobs'), 4, 200);
    const { commands, requests, refused, byKind, steps } = recorder.close();
    expect({ commands, requests, refused }).toEqual({ commands: 2, requests: 3, refused: 1 });
    expect(byKind.step).toMatchObject({ count: 2, p50: 10, p99: 30 });
    expect(steps.map(({ name }) => name)).toEqual(['POST appointments', 'GET jobs']);
  });

  it('must be opened first', () => expect(() => new Recorder().close()).toThrow('The window was not opened'));
});
