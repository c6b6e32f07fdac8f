/**
 * Sends a signal to a process; one that is gone by now is fine.
 *
 * @param pid the process
 * @param signal the signal
 * @throws Error when this process may not signal that one
 */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
