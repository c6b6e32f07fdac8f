import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Waits until its standard input closes, which happens when the parent is gone, however it went; then asks the child to
 * stop and kills it after 5 s.
 */
const SCRIPT = `read -r _
kill -s "$1" "$2" 2>/dev/null
n=0
while kill -0 "$2" 2>/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
kill -s KILL "$2" 2>/dev/null`;

/**
 * Ends a child when this process ends, even by SIGKILL, where no exit handler runs any more. It is a shell that sleeps
 * on a pipe and doesn't keep this process alive.
 *
 * @param pid the child
 * @param signal what the child gets
 * @returns a function that calls the watch off, for when the child has ended by itself
 */
export function watchParent(pid: number, signal: NodeJS.Signals): () => void {
  const watch = spawn('/bin/sh', ['-c', SCRIPT, 'waystation-watchdog', signal.replace(/^SIG/, ''), String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    // Of its own group: Ctrl-C in a terminal goes to the whole group and would end the watch before its work.
    detached: true,
  });
  // Without a shell there is no watch: the exit handler and the next start's clean-up remain.
  watch.on('error', () => undefined);
  watch.unref();
  (watch.stdin as Socket).unref();
  return () => void watch.kill('SIGKILL');
}
