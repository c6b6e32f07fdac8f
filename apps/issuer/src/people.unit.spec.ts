import { readPeople } from './people.ts';
import { readConfig } from './config.ts';

test('the people that come with it can be read', () => {
  const people = readPeople(new URL('../demo-people.json', import.meta.url).pathname);
  expect(people.length).toBeGreaterThan(5);
  expect(new Set(people.map(({ station }) => station.zh)).size).toBeGreaterThan(2);
});

test('all that the environment lacks is said at once', () => {
  const read = () => readConfig({ WAYSTATION_ISSUER: 'http://127.0.0.1:1/path', WAYSTATION_PUBLIC_URL: 'x' });
  expect(read).toThrow('WAYSTATION_ISSUER is no origin');
  expect(read).toThrow('WAYSTATION_PUBLIC_URL is no origin');
  expect(read).toThrow('WAYSTATION_SCRIPT_SECRET is missing');
});
