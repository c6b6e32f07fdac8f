const TELLING =
  /\b(FATAL|PANIC|ERROR)\b|Exception\b|^Caused by|^Error\b|error while loading|: error:|not found|No such file/;
const STACK_FRAME = /^\s+at |^\s*\.\.\. \d+ more/;

/**
 * The few lines of a log that say why a process failed: those that name an error, first come first, since what follows
 * the first error is mostly its echo; the last lines when none does.
 *
 * @param log what the process wrote
 * @param lines how many lines at most
 * @returns the lines, without stack frames, empty when the log is
 */
export function reasonFromLog(log: string, lines = 6): string[] {
  const all = log.split('\n').filter((line) => line.trim() !== '' && !STACK_FRAME.test(line));
  const telling = all.filter((line) => TELLING.test(line));
  return (telling.length > 0 ? telling.slice(0, lines) : all.slice(-lines)).map(shorten);
}

function shorten(line: string): string {
  return line.length > 400 ? `${line.slice(0, 400)}…` : line;
}
