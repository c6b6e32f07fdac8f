import {
  fromJson,
  ScalarType,
  type DescField,
  type DescMessage,
  type JsonObject,
  type JsonValue,
} from '@bufbuild/protobuf';
import { fieldLimits, registry } from '@waystation/contracts';
import { violationsMax, type FieldViolation } from '@waystation/model';
import { attempt } from '../http/attempt.ts';

/** Field by its JSON name or proto name; ProtoJSON accepts both. */
export function fieldOf(message: DescMessage, key: string): DescField | undefined {
  return message.fields.find((field) => field.jsonName === key || field.name === key);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Errors that ProtoJSON tolerates and the API does not: null, integers that have lost digits, numbers as non-decimal
 * strings, dates that do not exist, and lists over their limit. The elements of such a list are not checked.
 *
 * @returns the first errors, at most one more than an answer lists
 */
export function strictErrors(message: DescMessage, json: JsonValue): FieldViolation[] {
  const search: Search = { found: [], parses: false };
  searchObject(message, json, '', search);
  return search.found;
}

/**
 * Invalid fields of a JSON value, at most one more than an answer lists. It parses each field separately, which is slow,
 * so call it only after the whole value was refused.
 */
export function fieldErrors(message: DescMessage, json: JsonValue): FieldViolation[] {
  const search: Search = { found: [], parses: true };
  searchObject(message, json, '', search);
  return search.found;
}

interface Search {
  found: FieldViolation[];
  /** True to parse each value as well. */
  parses: boolean;
}

function isFull({ found }: Search): boolean {
  return found.length > violationsMax;
}

function searchObject(message: DescMessage, json: JsonValue, path: string, search: Search): void {
  if (!isObject(json)) {
    search.found.push({ field: path, description: 'must be an object', reason: 'NOT_AN_OBJECT' });
    return;
  }
  for (const key in json) {
    if (isFull(search)) return;
    if (Object.hasOwn(json, key)) searchField(message, key, json[key]!, path === '' ? key : `${path}.${key}`, search);
  }
}

function searchField(message: DescMessage, key: string, value: JsonValue, path: string, search: Search): void {
  const refuse = (description: string, reason: string, facts?: Record<string, string>) =>
    void search.found.push({ field: path, description, reason, ...(facts && { facts }) });
  const field = fieldOf(message, key);
  if (!field) return refuse('there is no such field', 'UNKNOWN_FIELD');
  if (value === null) return refuse('must not be null: leave it out', 'NULL_VALUE');

  const { maxItems } = field.fieldKind === 'list' || field.fieldKind === 'map' ? fieldLimits(field) : {};
  const size = Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0;
  if (maxItems !== undefined && size > maxItems) {
    return refuse(`must not have more than ${maxItems} entries`, 'REPEATED_MAX_ITEMS', { limit: String(maxItems) });
  }
  const inner = field.message && !field.message.typeName.startsWith('google.protobuf.') ? field.message : undefined;
  if (inner && field.fieldKind === 'message') return searchObject(inner, value, path, search);
  if (inner && field.fieldKind === 'list' && Array.isArray(value)) {
    for (let index = 0; index < value.length && !isFull(search); index += 1)
      searchObject(inner, value[index]!, `${path}[${index}]`, search);
    return;
  }
  if (inner && field.fieldKind === 'map' && isObject(value)) {
    for (const [name, each] of Object.entries(value)) {
      if (isFull(search)) return;
      searchObject(inner, each, `${path}["${name}"]`, search);
    }
    return;
  }
  for (const each of Array.isArray(value) ? value : [value]) {
    const fault = strictError(field, each);
    if (fault) return refuse(...fault);
  }
  if (!search.parses) return;
  const parsed = attempt(() => fromJson(message, { [key]: value }, { registry }));
  if ('refusal' in parsed) refuse(parsed.refusal.replace(/^.*? from JSON: /, ''), 'VALUE_NOT_VALID');
}

const wholeNumbers: readonly ScalarType[] = [
  ...[ScalarType.INT32, ScalarType.SINT32, ScalarType.SFIXED32, ScalarType.UINT32, ScalarType.FIXED32],
  ...[ScalarType.INT64, ScalarType.SINT64, ScalarType.SFIXED64, ScalarType.UINT64, ScalarType.FIXED64],
];

/** Error in a value that ProtoJSON tolerates. */
function strictError(field: DescField, value: JsonValue): [description: string, reason: string] | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    return ['not exact as a number: send it as a string', 'NUMBER_NOT_EXACT'];
  if (value === null) return ['must not be null: leave it out', 'NULL_VALUE'];
  if (typeof value !== 'string') return undefined;
  const scalar = field.fieldKind === 'scalar' || field.fieldKind === 'list' ? field.scalar : undefined;
  if (scalar !== undefined && wholeNumbers.includes(scalar) && !/^-?(0|[1-9]\d{0,19})$/.test(value))
    return ['must be a whole number', 'NUMBER_NOT_WHOLE'];
  if (field.message?.typeName === 'google.protobuf.Timestamp' && !isRealDate(value))
    return ['this date or time does not exist', 'DATE_NOT_VALID'];
  return undefined;
}

/** True for an RFC 3339 time on an existing date; parsers turn the 30th of February into a day in March. */
function isRealDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2})/.exec(text);
  if (!parts) return true; // malformed: the parser reports it
  const [year, month, day, hour] = parts.slice(1).map(Number) as [number, number, number, number];
  const daysOfMonth = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth && hour <= 23;
}
