import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { fieldLimits } from '@waystation/contracts';

/** Limits that a body can have, so that a route's own is a round number. The last is what services take at all. */
const steps = [64 * 1024, 256 * 1024, 512 * 1024, 1024 * 1024] as const;

/** A sign of a text that a client writes as `\\u8f66`; those beyond the basic plane take two of them, and are rare. */
const bytesOfSign = 6;
/** Texts of a set or a form, numbers, times and names of enums. */
const bytesOfValue = 64;
/** Quotes, colon, comma. */
const bytesOfPunctuation = 4;

/** No body is ever larger than this. */
export const bodyBytesMax: number = steps[3];
/** Limit of a body that belongs to no route of the protos. */
export const bodyBytesUsual: number = steps[0];

/**
 * How large the body of a request may be: the next step above the largest JSON that keeps to the limits of the message's
 * lists and texts.
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
  const value = field.message ? largestJson(field.message, within) : maxLen ? maxLen * bytesOfSign : bytesOfValue;
  const isList = field.fieldKind === 'list' || field.fieldKind === 'map';
  const values = isList ? (maxItems ?? Infinity) * (value + bytesOfPunctuation) : value;
  return field.jsonName.length + bytesOfPunctuation + values;
}
