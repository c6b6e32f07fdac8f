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

/** Times between arrivals that do not depend on each other, in milliseconds (a Poisson process). */
export function* gaps(perSecond: number, seed: number): Generator<number, never> {
  for (const random = randomFrom(seed); ;) yield (-Math.log(1 - random()) / perSecond) * 1000;
}
