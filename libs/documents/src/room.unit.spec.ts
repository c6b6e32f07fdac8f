import { breaksRows, roomOf, roomsOf } from './room.ts';

const columns = [{ title: 'No.', width: 32 }, { title: 'Item' }, { title: 'Net', width: 80 }];

it('computes how many letters fit into a line and into each column', () => {
  expect(roomOf(68)).toBe(10);
  expect(roomOf(0)).toBe(2);
  expect(roomsOf(columns, 512)).toEqual([4, 65, 12]);
});

describe('breaksRows', () => {
  it('keeps rows of a few lines on one page', () => {
    expect(breaksRows(columns, [['1', 'Change the oil', '240.00']], 512)).toBe(false);
    expect(breaksRows(columns, [], 512)).toBe(false);
  });

  it.each([
    ['a long text', ['1', 'x'.repeat(600), '']],
    ['a text in a narrow column', ['x'.repeat(50), '', '']],
    ['many lines', ['', 'x\n'.repeat(13), '']],
  ])('lets a row with %s break across pages', (_, row) => {
    expect(breaksRows(columns, [['1', 'short', ''], row], 512)).toBe(true);
  });
});
