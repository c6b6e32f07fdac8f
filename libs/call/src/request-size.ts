import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { fieldLimits } from '@waystation/contracts';
import { Invalid } from '@waystation/model';

/** Fields of a message to count: lists and the messages that may contain lists. */
interface Shape {
  /** By field number. */
  lists: Map<number, { name: string; maxItems: number; packed: WireType | undefined; of: DescMessage | undefined }>;
  singles: Map<number, { name: string; of: DescMessage }>;
}

/** Counts of one message so far. A field may be encoded in several pieces, which are counted together. */
interface Counts {
  lists: Map<number, number>;
  singles: Map<number, Counts>;
}

const shapes = new Map<DescMessage, Shape>();
/** The protos nest a few levels only; a message that contains itself has no natural limit. */
const depthMax = 20;

/**
 * Checks the lists of a message against their limits on the encoded bytes, before any object is created: an oversized list
 * costs only the reading of each element's length.
 *
 * @throws Invalid with the path of the list
 */
export function checkSizes(message: DescMessage, bytes: Uint8Array): void {
  const over = overLimit(message, bytes);
  if (!over) return;
  const limit = String(over.limit);
  const description = `must not have more than ${limit} entries`;
  throw new Invalid([{ field: over.path, description, reason: 'REPEATED_MAX_ITEMS', facts: { limit } }]);
}

/** True if all lists of a message are within their limits. */
export function isWithinSizes(message: DescMessage, bytes: Uint8Array): boolean {
  return overLimit(message, bytes) === undefined;
}

function overLimit(message: DescMessage, bytes: Uint8Array): { path: string; limit: number } | undefined {
  return firstOver(message, new BinaryReader(bytes), bytes.length, { lists: new Map(), singles: new Map() }, 0);
}

/** Bytes of the scalar fields of a message, which are enough to check the caller's permission. */
export function headOf(message: DescMessage, bytes: Uint8Array): Uint8Array {
  const head = new Set(message.fields.flatMap((field) => (field.fieldKind === 'scalar' ? [field.number] : [])));
  const reader = new BinaryReader(bytes);
  const parts: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const [number, wireType] = reader.tag();
    reader.skip(wireType, number);
    if (head.has(number)) parts.push(bytes.subarray(start, reader.pos));
  }
  return Buffer.concat(parts);
}

function firstOver(
  message: DescMessage,
  reader: BinaryReader,
  end: number,
  counts: Counts,
  depth: number,
): { path: string; limit: number } | undefined {
  const shape = shapeOf(message);
  if (depth > depthMax || (shape.lists.size === 0 && shape.singles.size === 0)) {
    reader.pos = end;
    return undefined;
  }
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const list = shape.lists.get(number);
    const single = shape.singles.get(number);
    if (wireType !== WireType.LengthDelimited || (!list && !single)) {
      const more = list && wireType !== WireType.LengthDelimited ? 1 : 0;
      reader.skip(wireType, number);
      if (list && isOver(counts, number, more, list.maxItems)) return { path: list.name, limit: list.maxItems };
      continue;
    }
    if (list?.packed !== undefined) {
      const more = packedCount(reader.bytes(), list.packed);
      if (isOver(counts, number, more, list.maxItems)) return { path: list.name, limit: list.maxItems };
      continue;
    }
    const length = reader.uint32();
    const partEnd = reader.pos + length;
    if (partEnd > end) throw new RangeError('premature EOF');
    if (list) {
      const before = counts.lists.get(number) ?? 0;
      if (isOver(counts, number, 1, list.maxItems)) return { path: list.name, limit: list.maxItems };
      if (list.of) {
        const within = firstOver(list.of, reader, partEnd, { lists: new Map(), singles: new Map() }, depth + 1);
        if (within) return { ...within, path: `${list.name}[${before}].${within.path}` };
      }
    } else if (single) {
      let inner = counts.singles.get(number);
      if (!inner) counts.singles.set(number, (inner = { lists: new Map(), singles: new Map() }));
      const within = firstOver(single.of, reader, partEnd, inner, depth + 1);
      if (within) return { ...within, path: `${single.name}.${within.path}` };
    }
    reader.pos = partEnd;
  }
  return undefined;
}

function isOver(counts: Counts, number: number, more: number, maxItems: number): boolean {
  const count = (counts.lists.get(number) ?? 0) + more;
  counts.lists.set(number, count);
  return count > maxItems;
}

function packedCount(bytes: Uint8Array, wireType: WireType): number {
  if (wireType === WireType.Bit32) return Math.ceil(bytes.length / 4);
  if (wireType === WireType.Bit64) return Math.ceil(bytes.length / 8);
  let count = 0;
  for (const byte of bytes) if (byte < 0x80) count += 1;
  return count;
}

function shapeOf(message: DescMessage): Shape {
  const known = shapes.get(message);
  if (known) return known;
  const shape: Shape = { lists: new Map(), singles: new Map() };
  shapes.set(message, shape); // ends the recursion for a message that contains itself
  for (const field of message.fields) {
    const { name, number } = field;
    if (field.fieldKind === 'list' || field.fieldKind === 'map') {
      const maxItems = fieldLimits(field).maxItems ?? Infinity;
      shape.lists.set(number, { name, maxItems, packed: packedAs(field), of: partOf(field) });
    } else {
      const of = partOf(field);
      if (of) shape.singles.set(number, { name, of });
    }
  }
  return shape;
}

/** Message type of a field or list; undefined for Google's types, which contain no lists. */
function partOf(field: DescField): DescMessage | undefined {
  const part = field.fieldKind === 'map' ? undefined : field.message;
  return part?.typeName.startsWith('google.') ? undefined : part;
}

/** Wire type of packed elements; undefined for elements with a length. */
function packedAs(field: DescField): WireType | undefined {
  if (field.fieldKind !== 'list' || field.listKind === 'message') return undefined;
  if (field.listKind === 'enum') return WireType.Varint;
  switch (field.scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return undefined;
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
    case ScalarType.FLOAT:
      return WireType.Bit32;
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
    case ScalarType.DOUBLE:
      return WireType.Bit64;
    default:
      return WireType.Varint;
  }
}
