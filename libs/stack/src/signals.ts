/**
 * Sends a signal to a process; does nothing if it has ended.
 *
 * @param pid the process
 * @param signal the signal
 * @throws Error if this process may not send it a signal
 */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
