/** Words joined by underscores, in small letters or capitals, and UUIDs. */
const codes =
  /\b[a-z0-9]+(?:_[a-z0-9]+)+\b|\b[A-Z0-9]+(?:_[A-Z0-9]+)+\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Codes and ids in a text for people; tests check that there are none. */
export function codesIn(text: string): string[] {
  return text.match(codes) ?? [];
}
