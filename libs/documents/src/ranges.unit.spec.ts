import { decode, encode } from './ranges.ts';

it('encodes code points as ranges and decodes them', () => {
  const written = encode([0x4e02, 0x41, 0x42, 0x43, 0x4e00, 0x20bb7]);
  expect(written).toBe('1t+2 fct 2 2g1h');
  expect([...decode(written)]).toEqual([0x41, 0x43, 0x4e00, 0x4e00, 0x4e02, 0x4e02, 0x20bb7, 0x20bb7]);
});
