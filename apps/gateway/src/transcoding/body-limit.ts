import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { fieldLimits } from '@waystation/contracts';

/** Limits of bodies in bytes; round numbers, up to the limit of the services. */
const steps = [64 * 1024, 256 * 1024, 512 * 1024, 1024 * 1024] as const;

/** Bytes of a character escaped as `\\u8f66`. Characters beyond the basic plane take twice as many, but are rare. */
const bytesOfCharacter = 6;
/** Bytes of a number, time, enum name or text without a maximum length. */
const bytesOfValue = 64;
/** Bytes of quotes, colon and comma. */
const bytesOfPunctuation = 4;

/** Maximum size of any body, in bytes. */
export const bodyBytesMax: number = steps[3];
/** Limit of bodies outside the routes of the protos, in bytes. */
export const bodyBytesUsual: number = steps[0];

/**
 * Limit of a request body: the next step above the largest JSON that the limits of the message's lists and texts allow.
 *
 * @returns bytes
 */
export function bodyBytesMaxOf(message: DescMessage): number {
  const largest = largestJson(message, new Set());
  return steps.find((step) => largest <= step) ?? bodyBytesMax;
}

function largestJson(message: DescMessage, within: ReadonlySet<DescMessage>): number {
  if (message.typeName.startsWith('google.') || within.has(message)) return bytesOfValue;
  const inside = new Set([...within, message]);
  return message.fields.reduce((sum, field) => sum + largestField(field, inside), bytesOfPunctuation);
}

function largestField(field: DescField, within: ReadonlySet<DescMessage>): number {
  const { maxItems, maxLen } = fieldLimits(field);
  const value = field.message ? largestJson(field.message, within) : maxLen ? maxLen * bytesOfCharacter : bytesOfValue;
  const isList = field.fieldKind === 'list' || field.fieldKind === 'map';
  const values = isList ? (maxItems ?? Infinity) * (value + bytesOfPunctuation) : value;
  return field.jsonName.length + bytesOfPunctuation + values;
}
