import { readPeople } from './people.ts';
import { readConfig } from './config.ts';

it('the supplied demo staff can be read', () => {
  const people = readPeople(new URL('../demo-people.json', import.meta.url).pathname);
  expect(people.length).toBeGreaterThan(5);
  expect(new Set(people.map(({ station }) => station.zh)).size).toBeGreaterThan(2);
});

it('the error names all missing and invalid settings at once', () => {
  const read = () => readConfig({ WAYSTATION_ISSUER: 'http://127.0.0.1:1/path', WAYSTATION_PUBLIC_URL: 'x' });
  expect(read).toThrow('WAYSTATION_ISSUER is not an origin');
  expect(read).toThrow('WAYSTATION_PUBLIC_URL is not an origin');
  expect(read).toThrow('WAYSTATION_SCRIPT_SECRET is missing');
});
