import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Waits until its standard input closes, which happens in any case when the parent ends; then sends the child the signal
 * and kills it after 5 s.
 */
const SCRIPT = `read -r _
kill -s "$1" "$2" 2>/dev/null
n=0
while kill -0 "$2" 2>/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
kill -s KILL "$2" 2>/dev/null`;

/**
 * Ends a child when this process ends, even by SIGKILL, after which no exit handler runs. Uses a shell that waits on a pipe
 * and does not keep this process alive.
 *
 * @param pid pid of the child
 * @param signal signal for the child
 * @returns a function that cancels the watch after the child has ended
 */
export function watchParent(pid: number, signal: NodeJS.Signals): () => void {
  const watch = spawn('/bin/sh', ['-c', SCRIPT, 'waystation-watchdog', signal.replace(/^SIG/, ''), String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    // In a new process group: Ctrl-C in a terminal signals the whole group and would end the watch too early.
    detached: true,
  });
  // Without a shell there is no watch; the exit handler and the clean-up at the next start remain.
  watch.on('error', () => undefined);
  watch.unref();
  (watch.stdin as Socket).unref();
  return () => void watch.kill('SIGKILL');
}
