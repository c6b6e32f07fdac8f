import { attempt } from './attempt.ts';
import { HttpRefusal } from './http-refusal.ts';

const depthMax = 50;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses the body of a request; undefined for an empty body.
 *
 * @throws HttpRefusal for invalid UTF-8, invalid JSON and JSON nested too deeply
 */
export function jsonBody(bytes: Uint8Array): unknown {
  const text = attempt(() => utf8.decode(bytes));
  if ('refusal' in text) throw new HttpRefusal(400, 'BODY_NOT_UTF8');
  if (text.value.trim() === '') return undefined;
  const json = attempt(() => JSON.parse(text.value) as unknown);
  if ('refusal' in json) throw new HttpRefusal(400, 'BODY_NOT_JSON');
  if (isDeeper(json.value, depthMax)) throw new HttpRefusal(400, 'BODY_TOO_DEEP');
  return json.value;
}

function isDeeper(value: unknown, than: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return than === 0 || Object.values(value).some((inner) => isDeeper(inner, than - 1));
}
