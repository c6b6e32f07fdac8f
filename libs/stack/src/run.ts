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
 * @param what name of the program in messages
 * @param command the program
 * @param args its arguments
 * @param options its folder and environment; those of this process by default. `heard` gets its output piece by piece
 * @returns its standard output and error output
 * @throws Error if it cannot be started or fails, with the lines of its output that show the reason
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
      // Removes colours, which some tools write even into a pipe.
      const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
      if (code === 0) return resolve(plain);
      const reason = reasonFromLog(plain).map((line) => `\n  ${line}`);
      reject(new Error(`${what} failed (${signal ?? `exit code ${code}`})${reason.join('')}`));
    });
  });
}
