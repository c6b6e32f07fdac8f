import { spawn } from 'node:child_process';
import { reasonFromLog } from './log-reason.ts';

/** Options of `run`. */
export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  heard?: (text: string) => void;
}

/**
 * Runs a program to its end.
 *
 * @param what as messages call it
 * @param command the program
 * @param args its arguments
 * @param options its folder and environment; this process's own when left out. `heard` gets its output, piece by piece
 * @returns what it wrote to both outputs
 * @throws Error when it can't be started or fails, with the few lines of its output that say why
 */
export function run(
  what: string,
  command: string,
  args: string[],
  { heard, ...options }: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        heard?.(text);
      });
    }
    child.once('error', (error) => reject(new Error(`${what}: ${error.message}`)));
    child.once('close', (code, signal) => {
      // Colours: some tools write them even into a pipe.
      const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
      if (code === 0) return resolve(plain);
      const reason = reasonFromLog(plain).map((line) => `\n  ${line}`);
      reject(new Error(`${what} failed (${signal ?? `exit code ${code}`})${reason.join('')}`));
    });
  });
}
