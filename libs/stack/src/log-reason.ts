const ERROR_LINE =
  /\b(FATAL|PANIC|ERROR)\b|Exception\b|^Caused by|^Error\b|error while loading|: error:|not found|No such file/;
const STACK_FRAME = /^\s+at |^\s*\.\.\. \d+ more/;

/**
 * Lines of a log that show why a process failed: the first lines with an error, because later errors are mostly caused by
 * the first; the last lines of a log without errors.
 *
 * @param log output of the process
 * @param lines maximum number of lines
 * @returns the lines without stack frames; empty for an empty log
 */
export function reasonFromLog(log: string, lines = 6): string[] {
  const all = log.split('\n').filter((line) => line.trim() !== '' && !STACK_FRAME.test(line));
  const errors = all.filter((line) => ERROR_LINE.test(line));
  return (errors.length > 0 ? errors.slice(0, lines) : all.slice(-lines)).map(shorten);
}

function shorten(line: string): string {
  return line.length > 400 ? `${line.slice(0, 400)}…` : line;
}
