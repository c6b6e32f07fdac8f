import { fromBinary, hasOption, type DescMessage } from '@bufbuild/protobuf';
import { pathToString } from '@bufbuild/protobuf/reflect';
import { createValidator } from '@bufbuild/protovalidate';
import { messageNamed, registry } from '@waystation/contracts';
import { Invalid, type FieldViolation } from '@waystation/model';

const validator = createValidator({ registry });

/**
 * All that a message breaks of the rules that its proto states; empty when nothing.
 *
 * @throws Error for a rule that does not compile: a mistake in the proto
 */
export function violationsOf(message: DescMessage, bytes: Uint8Array): FieldViolation[] {
  const result = validator.validate(message, fromBinary(message, bytes));
  if (result.kind === 'error') throw result.error;
  if (result.kind === 'valid') return [];
  return result.violations.map((violation) => ({
    field: pathToString(violation.field),
    description: violation.message,
    reason: violation.ruleId.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_') || 'INVALID_VALUE',
  }));
}

/** @throws Invalid that names every violation */
export function validate(message: DescMessage, bytes: Uint8Array): void {
  const violations = violationsOf(message, bytes);
  if (violations.length > 0) throw new Invalid(violations);
}

/**
 * An event is checked when it is written, so that a bad one fails its step and never the relay.
 *
 * @throws Error that names every violation: a defect of the step, not of the request
 */
export function checkEvent(type: string, bytes: () => Uint8Array): void {
  if (!hasRules(messageNamed(type))) return;
  const violations = violationsOf(messageNamed(type), bytes());
  if (violations.length === 0) return;
  throw new Error(
    `${type} breaks its own rules: ${violations.map(({ field, reason }) => `${field} ${reason}`).join(', ')}`,
  );
}

const ruleOf = {
  message: registry.getExtension('buf.validate.message')!,
  oneof: registry.getExtension('buf.validate.oneof')!,
  field: registry.getExtension('buf.validate.field')!,
};
const ruled = new Map<DescMessage, boolean>();

/** Whether a message, or one within it, states a rule: most events state none, and need not be read to be checked. */
function hasRules(message: DescMessage): boolean {
  const known = ruled.get(message);
  if (known !== undefined) return known;
  ruled.set(message, false); // for a message that holds itself
  const found =
    hasOption(message, ruleOf.message) ||
    message.oneofs.some((oneof) => hasOption(oneof, ruleOf.oneof)) ||
    message.fields.some((field) => hasOption(field, ruleOf.field) || (field.message && hasRules(field.message)));
  ruled.set(message, found);
  return found;
}

/** The first check of a message compiles its rules, 80 to 230 ms: paid at start, not by the first request. */
export function warmValidation(messages: Iterable<DescMessage>): void {
  for (const message of messages) validator.validate(message, fromBinary(message, new Uint8Array()));
}
