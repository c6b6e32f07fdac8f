import { aligned } from './aligned.ts';

it('a table with Chinese characters, which take two columns each, is aligned', () => {
  const table = aligned([
    ['zhang.wei', '张伟', 'Service advisor'],
    ['anna.weber', 'Anna Weber', 'Service advisor'],
  ]);
  expect(table).toBe('zhang.wei   张伟        Service advisor\nanna.weber  Anna Weber  Service advisor');
});
