import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
// The workspace's tsconfigs contain no comments.
const read = <T>(path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;

interface Package {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  nx?: { tags?: string[] };
}
interface TsConfig {
  references?: { path: string }[];
}

const projects = globSync('{apps,libs}/*/package.json', { cwd: root }).map(dirname).sort();

/** Libraries of the workspace among the names of packages. */
function ours(packages: Record<string, string> = {}): string[] {
  return Object.keys(packages)
    .filter((name) => name.startsWith('@waystation/'))
    .sort();
}

/** Libraries imported by these sources. */
function imported(paths: readonly string[]): string[] {
  const texts = paths.map((path) => readFileSync(join(root, path), 'utf8'));
  const names = texts.flatMap((text) => [...text.matchAll(/(?:from|import)\s*\(?\s*'(@waystation\/[^/']+)/g)]);
  return [...new Set(names.map(([, name]) => name!))].sort();
}

describe('The workspace', () => {
  it('builds and checks every project from its tsconfig.json', () => {
    const referenced = read<TsConfig>('tsconfig.json').references!.map(({ path }) => path);
    const typed = projects.filter((project) => existsSync(join(root, project, 'tsconfig.json')));
    expect([...referenced].sort()).toEqual([...typed, 'tsconfig.spec.json'].sort());
  });

  it('lints tests/ as a project', () => {
    const specs = globSync('tests/**/*.ts', { cwd: root });
    expect(specs.length === 0 || existsSync(join(root, 'tests/project.json'))).toBe(true);
  });

  it('generates code before each script that reads sources without Nx', () => {
    const { scripts } = read<{ scripts: Record<string, string> }>('package.json');
    const reading = Object.values(scripts).filter((script) => /waystation-source|typescript7/.test(script));
    expect(reading.length).toBeGreaterThan(0);
    expect(reading.filter((script) => !script.startsWith('node tools/generate/code.ts && '))).toEqual([]);
  });

  it.each(projects)('names %s after its folder, with one tag for the import rules', (project) => {
    const { name, nx } = read<Package>(`${project}/package.json`);
    const kind = project.startsWith('apps/') ? 'app' : 'lib';
    expect(name).toBe(`@waystation/${basename(project)}`);
    expect(nx?.tags).toEqual([`${kind}:${basename(project)}`]);
  });

  it.each(projects.filter((project) => existsSync(join(root, project, 'tsconfig.json'))))(
    'builds %s after the libraries that its package.json names',
    (project) => {
      const { dependencies } = read<Package>(`${project}/package.json`);
      const references = read<TsConfig>(`${project}/tsconfig.json`).references ?? [];
      const referenced = references.map(({ path }) => `@waystation/${basename(path)}`);
      expect(referenced.sort()).toEqual(ours(dependencies));
    },
  );

  it.each(projects)('names in the package.json of %s the libraries that it imports', (project) => {
    const { name, dependencies, devDependencies } = read<Package>(`${project}/package.json`);
    const sources = globSync([`${project}/src/**/*.{ts,mjs}`, `${project}/testing/**/*.{ts,mjs}`], { cwd: root });
    const inTests = (path: string) => path.startsWith(`${project}/testing/`) || path.endsWith('.spec.ts');
    const product = imported(sources.filter((path) => !inTests(path)));
    const tests = imported(sources.filter(inTests)).filter((library) => library !== name && !product.includes(library));
    expect({ product, tests }).toEqual({ product: ours(dependencies), tests: ours(devDependencies) });
  });

  it('keeps test helpers out of the built folders', () => {
    expect(globSync('{apps,libs}/*/src/**/testing', { cwd: root })).toEqual([]);
  });
});

describe("The customer's signature", () => {
  const reactingTo = (event: string) => {
    const reactions = globSync('apps/*/src/reactions/*.ts', { cwd: root }).sort();
    const found = reactions.filter((file) => readFileSync(join(root, file), 'utf8').includes(`reception.v1.${event}'`));
    return found.map((file) => file.split('/')[1]);
  };

  it('authorises no work by itself, since no service reacts to it', () => {
    expect(reactingTo('RepairOrderSigned')).toEqual([]);
  });

  it("is followed by the advisor's countersignature, which lets work, parts, inspection and settlement begin", () => {
    expect(reactingTo('RepairOrderCountersigned')).toEqual(['billing', 'parts', 'quality', 'workshop']);
  });
});
