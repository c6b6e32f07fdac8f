/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Times of arrivals in milliseconds from the start: one at a random moment of each interval, so that arrivals are irregular and
 * their number in a window is not.
 */
export function* arrivals(perSecond: number, seed: number): Generator<number, never> {
  const random = randomFrom(seed);
  for (let interval = 0; ; interval += 1) yield ((interval + random()) / perSecond) * 1000;
}
