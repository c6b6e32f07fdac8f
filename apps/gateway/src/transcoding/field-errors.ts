import { fromJson, type DescField, type DescMessage, type JsonObject, type JsonValue } from '@bufbuild/protobuf';
import { registry } from '@waystation/contracts';
import type { FieldViolation } from '@waystation/model';
import { attempt } from '../http/attempt.ts';

/** A field by its JSON name or the one in the proto; ProtoJSON takes both. */
export function fieldOf(message: DescMessage, key: string): DescField | undefined {
  return message.fields.find((field) => field.jsonName === key || field.name === key);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** ProtoJSON reads null as absent, and whole numbers beyond 2^53 have lost digits by now: the API takes neither. */
export function hasOddity(value: JsonValue): boolean {
  if (typeof value === 'number') return isInexact(value);
  return value === null || (typeof value === 'object' && Object.values(value).some(hasOddity));
}

function isInexact(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** Every field of a JSON value that a message can't take. A parse for each field: only for what was refused as a whole. */
export function fieldErrors(message: DescMessage, json: JsonValue, path = ''): FieldViolation[] {
  if (!isObject(json)) return [{ field: path, description: 'must be an object', reason: 'NOT_AN_OBJECT' }];
  return Object.entries(json).flatMap(([key, value]) =>
    errorsOf(message, key, value, path === '' ? key : `${path}.${key}`),
  );
}

function errorsOf(message: DescMessage, key: string, value: JsonValue, path: string): FieldViolation[] {
  const field = fieldOf(message, key);
  if (!field) return [{ field: path, description: 'there is no such field', reason: 'UNKNOWN_FIELD' }];
  if (value === null) return [{ field: path, description: 'must not be null: leave it out', reason: 'NULL_VALUE' }];
  if (typeof value === 'number' && isInexact(value)) {
    return [{ field: path, description: 'not exact as a number: send it as a text', reason: 'NUMBER_NOT_EXACT' }];
  }
  const inner = field.message && !field.message.typeName.startsWith('google.protobuf.') ? field.message : undefined;
  if (inner && field.fieldKind === 'message') return fieldErrors(inner, value, path);
  if (inner && field.fieldKind === 'list' && Array.isArray(value)) {
    return value.flatMap((each, index) => fieldErrors(inner, each, `${path}[${index}]`));
  }
  if (inner && field.fieldKind === 'map' && isObject(value)) {
    return Object.entries(value).flatMap(([name, each]) => fieldErrors(inner, each, `${path}["${name}"]`));
  }
  const parsed = attempt(() => fromJson(message, { [key]: value }, { registry }));
  if (!('refusal' in parsed)) return [];
  return [{ field: path, description: parsed.refusal.replace(/^.*? from JSON: /, ''), reason: 'VALUE_NOT_VALID' }];
}
