/** `items[2].part_number` -> `items[2].partNumber`; keys of maps stand in quotes and stay as they are. */
export function jsonPath(path: string): string {
  return path.replace(/"(?:[^"\\]|\\.)*"|_([a-z0-9])/g, (all, letter?: string) => letter?.toUpperCase() ?? all);
}
