import { categoryOf, profileTable, selfTimes } from './cpu-profile.ts';

describe('the category of a function', () => {
  const at = (url: string, functionName = 'f') => categoryOf({ functionName, url });

  it.each([
    ['file:///w/node_modules/pdfmake/build/pdfmake.js', 'pdf'],
    ['file:///w/node_modules/@foliojs-fork/fontkit/index.js', 'pdf'],
    ['file:///w/libs/documents/dist/layout.js', 'pdf'],
    ['wasm://wasm/00a1', 'pdf'],
    ['file:///w/node_modules/kafkajs/src/consumer/runner.js', 'kafkajs'],
    ['file:///w/node_modules/pg-protocol/dist/parser.js', 'pg'],
    ['file:///w/node_modules/@mikro-orm/core/a.js', 'orm'],
    ['file:///w/node_modules/@grpc/grpc-js/build/src/call.js', 'grpc'],
    ['file:///w/node_modules/@nestjs/core/node_modules/uid/index.js', 'other packages'],
    ['file:///w/apps/crm/dist/main.js', 'own'],
    ['node:net', 'node'],
    ['', 'native'],
  ])('at %s is %s', (url, category) => expect(at(url)).toBe(category));

  it('is that of the collector, and none while idle', () => {
    expect([at('', '(garbage collector)'), at('', '(idle)')]).toEqual(['gc', undefined]);
  });
});

test('self time is the time before each sample of a category', () => {
  const frame = (id: number, url: string, functionName = 'f') => ({ id, callFrame: { functionName, url } });
  const nodes = [frame(1, '', '(idle)'), frame(2, 'file:///w/apps/crm/dist/main.js'), frame(3, 'node:net')];
  const profile = { nodes, samples: [1, 2, 3, 2], timeDeltas: [1_000_000, 500_000, 250_000, 250_000] };
  const times = selfTimes(profile);
  expect(Object.fromEntries(times)).toEqual({ own: 0.75, node: 0.25 });
  expect(profileTable(new Map([['crm', times]]))).toEqual([
    ['self time', 'busy s', 'own %', 'node %'],
    ['crm', '1.0', '75', '25'],
    ['all', '1.0', '75', '25'],
  ]);
});
