import { KnownCursors } from './known-cursors.ts';

const topic = 'workshop.visit.events.v1';

describe('KnownCursors', () => {
  it('knows how far a key was consumed', () => {
    const known = new KnownCursors();
    expect(known.get(topic, 'a')).toBeUndefined();
    known.consumed(topic, 'a', 4n);
    expect(known.get(topic, 'a')).toBe(4n);
    expect(known.get('reception.visit.events.v1', 'a')).toBeUndefined();
  });

  it('gives positions without a written cursor out once', () => {
    const known = new KnownCursors();
    known.passed(topic, 'a', 5n);
    known.passed(topic, 'a', 6n);
    known.passed(topic, 'b', 1n);
    expect(known.takePassed()).toEqual(new Map([[topic, new Map([['a', 6n], ['b', 1n]])]])); // prettier-ignore
    expect(known.takePassed().size).toBe(0);
    expect(known.get(topic, 'a')).toBe(6n);
  });

  it('does not give a position out whose cursor a later reaction has written', () => {
    const known = new KnownCursors();
    known.passed(topic, 'a', 5n);
    known.consumed(topic, 'a', 6n);
    expect(known.takePassed().get(topic)?.size).toBe(0);
  });

  it('takes back positions that could not be written, unless the key is further now', () => {
    const known = new KnownCursors();
    for (const key of ['still', 'passed', 'consumed']) known.passed(topic, key, 5n);
    const taken = known.takePassed();
    known.passed(topic, 'passed', 6n);
    known.consumed(topic, 'consumed', 6n);
    known.returnPassed(taken);
    expect(known.takePassed()).toEqual(new Map([[topic, new Map([['passed', 6n], ['still', 5n]])]])); // prettier-ignore
  });

  it('forgets a key, and everything after a change of the partitions', () => {
    const known = new KnownCursors();
    known.consumed(topic, 'a', 4n);
    known.passed(topic, 'b', 4n);
    known.forget(topic, 'a');
    expect(known.get(topic, 'a')).toBeUndefined();
    known.clear();
    expect(known.get(topic, 'b')).toBeUndefined();
    expect(known.takePassed().size).toBe(0);
  });

  it('remembers the 20,000 keys used last', () => {
    const known = new KnownCursors();
    for (let n = 0; n <= 20_000; n++) known.consumed(topic, String(n), 1n);
    expect(known.get(topic, '0')).toBeUndefined();
    expect(known.get(topic, '1')).toBe(1n);
  });
});
