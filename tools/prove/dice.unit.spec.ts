import { Dice } from './dice.ts';

const throws = (seed: number) => {
  const dice = new Dice(seed);
  return Array.from({ length: 1_000 }, () => dice.next());
};

it('the same seed gives the same numbers, another seed different ones, all from 0 to below 1', () => {
  expect(throws(7)).toEqual(throws(7));
  expect(throws(7)).not.toEqual(throws(8));
  expect(throws(7).every((each) => each >= 0 && each < 1)).toBe(true);
});

it('shuffling keeps all elements', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  expect(new Dice(1).shuffled(all).toSorted()).toEqual(all);
});
