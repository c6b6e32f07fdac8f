import { fromBinary, ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { codeListOf } from '@waystation/contracts';
import { Invalid, type FieldViolation } from '@waystation/model';
import { Names } from '@waystation/names';
import type { Statement } from '@waystation/store';
import type { RpcContract } from './contract.ts';

/** State topic of the published code lists, keyed by kind. */
export const codeListTopic = 'network.code-list.state.v1';

interface PublishedEntry {
  code: string;
  nameEn: string;
  nameZh: string;
  withdrawn?: boolean;
}

/** Local copy of a published list. */
interface PublishedList {
  kind: string;
  entries?: PublishedEntry[] | null;
}

const labourOperationTopic = 'network.labour-operation.state.v1';

/**
 * Query for the published lists of some kinds. The names of safety measures come from the labour operations.
 *
 * @returns rows for `namesFrom`
 */
export function codeListsOf(kinds: readonly string[]): Statement {
  const lists = 'select value from reference_data where topic = $1 and key = any($2)';
  if (!kinds.includes('safety')) return { text: lists, values: [codeListTopic, kinds] };
  const entry = `jsonb_build_object('code', s ->> 'code', 'nameEn', s ->> 'descriptionEn', 'nameZh', s ->> 'descriptionZh')`;
  const text = `${lists}
    union all
    select jsonb_build_object('kind', 'safety', 'entries', jsonb_agg(distinct ${entry}))
    from reference_data, jsonb_array_elements(value -> 'safetyConfirmations') as s where topic = $3`;
  return { text, values: [codeListTopic, kinds, labourOperationTopic] };
}

/** Names of the codes of published lists and of the codes that the platform fixes. @param rows result of `codeListsOf` */
export function namesFrom(rows: readonly object[]): Names {
  return new Names(listsFrom(rows).map(({ kind, entries }) => ({ kind, entries: entries ?? [] })));
}

function listsFrom(rows: readonly object[]): PublishedList[] {
  return (rows as { value: PublishedList }[]).map(({ value }) => value);
}

/** A code in a request, and the kind of its list. */
interface ChosenCode {
  field: string;
  kind: string;
  code: string;
}

/** True if a request may hold codes of published lists. */
export function choosesCodes({ input }: Pick<RpcContract, 'input'>): boolean {
  return isCoded(input);
}

/**
 * Checks the codes of a request against the published lists. A kind without a published list accepts any code.
 *
 * @throws Invalid with each field whose code is not on its list or is withdrawn
 */
export async function mustBeListed(
  { input, codec }: Pick<RpcContract, 'input' | 'codec'>,
  request: object,
  query: (statement: Statement) => Promise<readonly object[]>,
): Promise<void> {
  const chosen = codesOf(reflect(input, fromBinary(input, codec.requestSerialize(request)), false), '');
  if (chosen.length === 0) return;
  const rows = await query(codeListsOf([...new Set(chosen.map(({ kind }) => kind))]));
  const lists = new Map(
    listsFrom(rows).map(({ kind, entries }) => [
      kind,
      new Set((entries ?? []).filter(({ withdrawn }) => !withdrawn).map(({ code }) => code)),
    ]),
  );
  const violations = chosen
    .filter(({ kind, code }) => lists.get(kind)?.has(code) === false)
    .map(({ field, kind }): FieldViolation => {
      const description = `must be a code of the published list ${kind}`;
      return { field, description, reason: 'CODE_UNKNOWN', facts: { list: kind } };
    });
  if (violations.length > 0) throw new Invalid(violations);
}

function codesOf(message: ReflectMessage, path: string): ChosenCode[] {
  return message.fields.flatMap((field): ChosenCode[] => {
    if (!message.isSet(field)) return [];
    const at = path === '' ? field.name : `${path}.${field.name}`;
    const kind = codeListOf(field);
    if (field.fieldKind === 'scalar') return kind ? chosenFrom(kind, message.get(field), at) : [];
    if (field.fieldKind === 'message') return isOurs(field) ? codesOf(message.get(field), at) : [];
    if (field.fieldKind !== 'list') return [];
    const items = [...message.get(field)];
    if (field.listKind === 'message' && isOurs(field))
      return items.flatMap((item, index) => codesOf(item as ReflectMessage, `${at}[${index}]`));
    return kind ? items.flatMap((item, index) => chosenFrom(kind, item, `${at}[${index}]`)) : [];
  });
}

function chosenFrom(kind: string, code: unknown, field: string): ChosenCode[] {
  return code === '' ? [] : [{ field, kind, code: code as string }];
}

function isOurs({ message }: Pick<DescField, 'message'>): boolean {
  return message !== undefined && !message.typeName.startsWith('google.');
}

const coded = new Map<DescMessage, boolean>();

function isCoded(message: DescMessage): boolean {
  const known = coded.get(message);
  if (known !== undefined) return known;
  coded.set(message, false); // ends the recursion for a message that contains itself
  const found = message.fields.some(
    (field) =>
      (field.scalar === ScalarType.STRING && codeListOf(field) !== undefined) ||
      (isOurs(field) && isCoded(field.message!)),
  );
  coded.set(message, found);
  return found;
}
