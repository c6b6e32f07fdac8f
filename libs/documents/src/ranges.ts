/**
 * Encodes code points as ranges in base 36: distance from the end of the previous range, and number of further code
 * points.
 */
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

/** Decodes the text of `encode` to the first and last code point of each range, in order. */
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
