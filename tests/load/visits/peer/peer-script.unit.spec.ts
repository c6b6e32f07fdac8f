import { peerScript, textOf } from './peer-script.ts';

const tables = [
  { table: 'workshop.job', inserts: 2, updates: 3.5, deletes: 0, bytes: 532 },
  { table: 'workshop.outbox', inserts: 2.6, updates: 0.5, deletes: 0, bytes: 1_432 },
  { table: 'workshop.timer', inserts: 1.4, updates: 0, deletes: 1, bytes: 90 },
];
const count = (script: string, start: string) => script.split('\n').filter((line) => line.startsWith(start)).length;

describe('the script of the peer', () => {
  it('writes as many rows as a visit, in as many transactions as it has commands', () => {
    const { script, rows } = peerScript({ commands: 3.2, tables }, false);
    const kinds = ['insert', 'update', 'delete'].map((kind) => count(script, kind));
    expect({ kinds, rows, transactions: count(script, 'commit') }).toEqual({
      kinds: [6, 4, 1],
      rows: 11,
      transactions: 3,
    });
    expect(script).not.toContain('pipeline');
  });

  it('sends the same rows in one round trip per transaction', () => {
    const { script } = peerScript({ commands: 3, tables }, true);
    expect(count(script, '\\startpipeline')).toBe(3);
    expect(count(script, 'insert')).toBe(6);
  });

  it('refers to texts of about the size of the rows', () => {
    const { variables } = peerScript({ commands: 1, tables }, false);
    expect(Object.entries(variables).map(([name, text]) => [name, text.length])).toEqual(
      expect.arrayContaining([
        ['b500', 500],
        ['b1400', 1_400],
        ['b58', 58],
      ]),
    );
  });
});

test('the texts of rows are the same in each run, and hardly compress', () => {
  expect(textOf(2_000)).toBe(textOf(2_000));
  expect(new Set(textOf(2_000)).size).toBe(64);
});
