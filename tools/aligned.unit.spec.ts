import { aligned } from './aligned.ts';

test('a table in which Chinese characters take two columns stays straight', () => {
  const table = aligned([
    ['zhang.wei', '张伟', 'Service advisor'],
    ['anna.weber', 'Anna Weber', 'Service advisor'],
  ]);
  expect(table).toBe('zhang.wei   张伟        Service advisor\nanna.weber  Anna Weber  Service advisor');
});
