/** Converts `items[2].part_number` to `items[2].partNumber`; quoted keys of maps stay unchanged. */
export function jsonPath(path: string): string {
  return path.replace(/"(?:[^"\\]|\\.)*"|_([a-z0-9])/g, (all, letter?: string) => letter?.toUpperCase() ?? all);
}
