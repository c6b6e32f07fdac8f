import {
  fromJson,
  ScalarType,
  toBinary,
  type DescField,
  type DescMessage,
  type JsonObject,
  type JsonValue,
} from '@bufbuild/protobuf';
import { registry } from '@waystation/contracts';
import { Invalid, type FieldViolation } from '@waystation/model';
import { attempt } from '../http/attempt.ts';
import { jsonPath } from './json-path.ts';
import { fieldErrors, fieldOf, isObject, strictErrors } from './field-errors.ts';

/** Parts of a request that fill the fields of its message. */
export interface RequestParts {
  /** Variables of the path by field name, still percent-encoded. */
  path: ReadonlyMap<string, string>;
  query: URLSearchParams;
  /** Parsed JSON of the body; undefined without a body. */
  body: unknown;
}

/**
 * Builds the request message, as bytes.
 *
 * @param hasBody true if the message is the body; otherwise its fields are query parameters
 * @throws Invalid that names the invalid fields, up to a limit, in the spelling of the client
 */
export function requestBytes(message: DescMessage, hasBody: boolean, parts: RequestParts): Buffer {
  const errors: FieldViolation[] = [];
  const json = hasBody ? bodyOf(parts.body) : {};
  for (const name of new Set(parts.query.keys())) {
    if (hasBody)
      errors.push({
        field: name,
        description: 'not allowed as a query parameter: send it in the body',
        reason: 'UNKNOWN_FIELD',
      });
    else fill(json, message, name, parts.query.getAll(name), errors);
  }
  for (const [variable, text] of parts.path) {
    const name = jsonPath(variable);
    const value = attempt(() => decodeURIComponent(text));
    if ('refusal' in value)
      errors.push({ field: name, description: 'a malformed percent escape', reason: 'ESCAPE_NOT_VALID' });
    else fill(json, message, name, [value.value], errors);
  }
  // The strict check only visits each value; the slow check that parses each value runs only after an error.
  if (errors.length === 0 && strictErrors(message, json).length > 0) errors.push(...fieldErrors(message, json));
  if (errors.length > 0) throw new Invalid(errors);

  const parsed = attempt(() => fromJson(message, json, { registry }));
  if ('value' in parsed) return Buffer.from(toBinary(message, parsed.value));
  const found = fieldErrors(message, json);
  throw new Invalid(found.length > 0 ? found : [{ field: '', description: parsed.refusal, reason: 'VALUE_NOT_VALID' }]);
}

function bodyOf(body: unknown): JsonObject {
  if (body === undefined) return {};
  if (!isObject(body))
    throw new Invalid([{ field: '', description: 'the body must be an object', reason: 'NOT_AN_OBJECT' }]);
  return { ...body };
}

/** Sets the field at a dotted path from text, in the form that ProtoJSON expects. */
function fill(
  json: JsonObject,
  message: DescMessage,
  path: string,
  texts: readonly string[],
  errors: FieldViolation[],
): void {
  const refuse = (description: string, reason: string) => void errors.push({ field: path, description, reason });
  const names = path.split('.');
  const last = names.pop()!;
  let at = json;
  let within = message;
  for (const name of names) {
    const field = fieldOf(within, name);
    if (field?.fieldKind !== 'message') return refuse('there is no such field', 'UNKNOWN_FIELD');
    const inner = (at[field.jsonName] ??= {});
    if (!isObject(inner)) return refuse('given twice with different values', 'PATH_MISMATCH');
    at = inner;
    within = field.message;
  }
  const field = fieldOf(within, last);
  if (!field) return refuse('there is no such field', 'UNKNOWN_FIELD');
  const values = texts.map((text) => valueOf(field, text));
  if (field.fieldKind === 'list') {
    at[field.jsonName] = values;
    return;
  }
  const value = values[0]!;
  const given = at[field.jsonName] ?? at[field.name];
  if (values.length > 1) return refuse('given more than once', 'GIVEN_TWICE');
  if (given !== undefined && given !== value) return refuse('differs from the path', 'PATH_MISMATCH');
  delete at[field.name];
  at[field.jsonName] = value;
}

/** Converts text for ProtoJSON, which reads numbers and enums from strings but not booleans. */
function valueOf(field: DescField, text: string): JsonValue {
  const scalar = field.fieldKind === 'scalar' || field.fieldKind === 'list' ? field.scalar : undefined;
  if (scalar === ScalarType.BOOL && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
