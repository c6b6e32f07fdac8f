/** Code points as ranges: how far from the last one, and how many more follow, in base 36. */
export function encode(codePoints: Iterable<number>): string {
  const parts: string[] = [];
  let end = 0;
  let start: number | undefined;
  let last = 0;
  const close = () => {
    if (start === undefined) return;
    parts.push(
      last > start ? `${(start - end).toString(36)}+${(last - start).toString(36)}` : (start - end).toString(36),
    );
    end = last;
  };
  for (const codePoint of [...codePoints].sort((one, other) => one - other)) {
    if (start === undefined || codePoint !== last + 1) {
      close();
      start = codePoint;
    }
    last = codePoint;
  }
  close();
  return parts.join(' ');
}

/** The ranges that `encode` wrote: first and last of each, in order. */
export function decode(ranges: string): Uint32Array {
  let end = 0;
  const found = ranges.split(' ').flatMap((range) => {
    const [from = '', more = '0'] = range.split('+');
    const start = end + parseInt(from, 36);
    end = start + parseInt(more, 36);
    return [start, end];
  });
  return Uint32Array.from(found);
}
