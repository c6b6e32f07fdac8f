import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choiceOf, findStack, NoSuchStack, noteHome, readHome } from './running-stack.ts';

const [first, second] = ['http://127.0.0.1:9000', 'http://127.0.0.1:9001'];

let folder: string;
let alive: string[];
const cache = () => join(folder, 'cache');
const options = () => ({ cache: cache(), answers: (gateway: string) => Promise.resolve(alive.includes(gateway)) });

/** Creates a home with a platform whose gateway is at this address. */
function aHome(name: string, gateway: string): string {
  const home = join(folder, name);
  mkdirSync(home);
  writeFileSync(join(home, 'stack.json'), JSON.stringify({ gateway }));
  noteHome(home, cache());
  return home;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystation-running-'));
  alive = [first, second];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('The choice of a platform on the command line', () => {
  it('comes from --home and --url', () => {
    expect(choiceOf(['--home', '/data', '--url', first], 'Usage: x')).toEqual({ home: '/data', url: first });
    expect(choiceOf([], 'Usage: x')).toEqual({});
  });

  it.each([[['--urll', first]], [['--home']], [[first]]])('is refused for %j with the usage', (args) => {
    expect(() => choiceOf(args, 'Usage: x')).toThrow(NoSuchStack);
    expect(() => choiceOf(args, 'Usage: x')).toThrow(/\nUsage: x$/);
  });
});

describe('The running platform', () => {
  it('is found without a choice if it is the only one', async () => {
    const home = aHome('one', first);
    await expect(findStack({}, options())).resolves.toEqual({ home, gateway: first });
  });

  it.each([first, `${first}/`, 'http://localhost:9000'])('is found by its address %s alone', async (url) => {
    const home = aHome('one', first);
    aHome('two', second);
    await expect(findStack({ url }, options())).resolves.toEqual({ home, gateway: first });
  });

  it('is found by its home', async () => {
    aHome('one', first);
    const home = aHome('two', second);
    await expect(findStack({ home }, options())).resolves.toEqual({ home, gateway: second });
  });

  it('must be chosen if there are several', async () => {
    const homes = [aHome('one', first), aHome('two', second)];
    const choice = findStack({}, options());
    await expect(choice).rejects.toThrow(`--url ${first}   (${homes[0]})`);
    await expect(choice).rejects.toThrow(`--url ${second}   (${homes[1]})`);
  });

  it('is not found after it was killed and left its addresses behind', async () => {
    aHome('one', first);
    alive = [];
    await expect(findStack({}, options())).rejects.toThrow('No platform is running. Start one: npm start');
  });

  it.each([
    [{ home: '/nowhere' }, 'No platform is running in /nowhere. Start it: npm start -- --home /nowhere'],
    [{ url: second }, `No platform started from this checkout answers at ${second}.`],
    [{ url: 'nonsense' }, 'No platform started from this checkout answers at nonsense.'],
  ])('is reported missing with advice for %j', async (choice, message) => {
    aHome('one', first);
    await expect(findStack(choice, options())).rejects.toThrow(message);
  });

  it('is reported as still starting while a file of its home is missing', () => {
    expect(() => readHome(aHome('one', first), 'demo.json')).toThrow('the platform is still starting');
  });
});
