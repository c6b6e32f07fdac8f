import {
  getOption,
  hasOption,
  ScalarType,
  toJson,
  type DescExtension,
  type DescField,
  type DescMessage,
  type DescMethod,
  type JsonValue,
  type Message,
} from '@bufbuild/protobuf';
import { isPersonal, messageNamed, queryOptions, registry, stepOptions } from '@waystation/contracts';
import { joined } from '../compositions/joined.ts';
import { rpcsNamed } from '../compositions/ask-all.ts';
import { allServices, httpBindings, shortName } from '../transcoding/http-bindings.ts';
import { isRaw } from '../transcoding/raw-answer.ts';
import { parseTemplate, variablesOf } from '../transcoding/path-template.ts';
import { commentOf } from './comments.ts';

/** A rule that a field keeps, as the proto names it: `max_len` and 80. */
export interface Limit {
  name: string;
  value: string;
  /** Whether it is asked of each element of a list. */
  isForEach: boolean;
}

/** What a field of a message holds. */
export interface FieldShape {
  /** In JSON's spelling. */
  name: string;
  /** Slug of what it is: text, integer, time and so on; `message` and `enum` have `of`. */
  type: string;
  /** Short name of the message within, or values of an enum. */
  of?: string | readonly string[];
  isList: boolean;
  /** Where it stands in a request. */
  place?: 'path' | 'query' | 'body';
  isPersonal: boolean;
  /** What it has to be. */
  limits: readonly Limit[];
  comment: string;
}

/** A message that others hold. */
export interface MessageShape {
  name: string;
  comment: string;
  fields: readonly FieldShape[];
}

/** Something that can be called. */
export interface CallShape {
  name: string;
  method: string;
  path: string;
  comment: string;
  isStep: boolean;
  roles: readonly string[];
  factsFor: readonly string[];
  holds: readonly string[];
  publishes: readonly string[];
  request: readonly FieldShape[];
  /** Undefined: it answers the bytes of a document. */
  answer: readonly FieldShape[] | undefined;
}

/** A chapter of the reference: a service, or what the gateway joins. */
export interface Chapter {
  name: string;
  calls: readonly CallShape[];
  /** Messages that its requests and answers hold, by name. */
  messages: readonly MessageShape[];
}

/** In the order in which a vehicle passes through them. */
const order = ['joined', 'appointments', 'reception', 'workshop', 'parts', 'quality', 'billing', 'crm', 'network'];

/** All that can be called by HTTP, from the descriptors. */
export function chapters(): Chapter[] {
  const services = allServices().filter(({ methods }) => methods.some((rpc) => httpBindings(rpc).length > 0));
  const own = services.map(({ methods, ...service }) =>
    chapterOf(
      shortName(service as never),
      methods.flatMap(callsOf),
      methods.filter((rpc) => httpBindings(rpc).length > 0).flatMap(({ input, output }) => [input, output]),
    ),
  );
  const all = [joinedChapter(), ...own];
  return all.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

function callsOf(rpc: DescMethod): CallShape[] {
  return httpBindings(rpc).map(({ method, template, hasBody }) => ({
    ...factsOf(rpc),
    method,
    path: template,
    request: requestOf(rpc.input, template, hasBody),
    answer: isRaw(rpc.output) ? undefined : fieldsOf(rpc.output),
  }));
}

function factsOf(rpc: DescMethod) {
  const step = stepOptions(rpc);
  const query = queryOptions(rpc);
  return {
    name: rpc.name,
    comment: commentOf(rpc),
    isStep: step !== undefined,
    roles: (step ?? query)?.roles ?? [],
    factsFor: query?.factsFor ?? [],
    holds: step?.holds ?? [],
    publishes: step?.publishes ?? [],
  };
}

function requestOf(input: DescMessage, template: string, hasBody: boolean): FieldShape[] {
  const inPath = variablesOf(parseTemplate(template));
  return fieldsOf(input).map((field, index) => {
    const isInPath = inPath.includes(input.fields[index]!.name);
    return { ...field, place: isInPath ? 'path' : hasBody ? 'body' : 'query' };
  });
}

/** What the gateway answers by asking several services: the fields of the one, and who has a part in it. */
function joinedChapter(): Chapter {
  const messages: DescMessage[] = [];
  const calls = Object.values(joined).map(({ template, rpc: name, list, isPaged, summary }): CallShape => {
    const rpcs = rpcsNamed(name);
    const [rpc] = rpcs as [DescMethod];
    messages.push(rpc.input, rpc.output);
    const paging = ['pageSize', 'pageToken'];
    const request = requestOf(rpc.input, template, false).filter((field) => isPaged || !paging.includes(field.name));
    const own = fieldsOf(rpc.output).filter((field) => field.name === list || isPaged);
    const roles = [...new Set(rpcs.flatMap((each) => queryOptions(each)?.roles ?? []))];
    const factsFor = [...new Set(rpcs.flatMap((each) => queryOptions(each)?.factsFor ?? []))];
    const comment = 'Services that did not answer, or have nothing for the caller: service and reason of each.';
    const missing: FieldShape = {
      name: 'missing',
      type: 'object',
      isList: true,
      isPersonal: false,
      limits: [],
      comment,
    };
    const answer = [...own, missing];
    return {
      ...factsOf(rpc),
      name: nameOf(template),
      comment: summary,
      method: 'GET',
      path: template,
      roles,
      factsFor,
      request,
      answer,
    };
  });
  return chapterOf('joined', calls, messages);
}

const nameOf = (template: string) => template.split('/').at(-1)!;

function chapterOf(name: string, calls: readonly CallShape[], used: readonly DescMessage[]): Chapter {
  const held = new Map<string, DescMessage>();
  for (const message of used) holdings(message, held);
  const messages = [...held.values()].sort((a, b) => a.name.localeCompare(b.name));
  return {
    name,
    calls,
    messages: messages.map((message) => ({
      name: message.name,
      comment: commentOf(message),
      fields: fieldsOf(message),
    })),
  };
}

function holdings(message: DescMessage, found: Map<string, DescMessage>): void {
  for (const { message: inner } of message.fields) {
    if (!inner || isKnownType(inner) || found.has(inner.typeName)) continue;
    found.set(inner.typeName, inner);
    holdings(inner, found);
  }
}

function fieldsOf(message: DescMessage): FieldShape[] {
  return message.fields.map((field) => ({
    name: field.jsonName,
    ...typeOf(field),
    isList: field.fieldKind === 'list',
    isPersonal: isPersonal(field),
    limits: limitsOf(field),
    comment: commentOf(field),
  }));
}

const wellKnown: Readonly<Record<string, string>> = {
  'google.protobuf.Timestamp': 'time',
  'google.protobuf.Duration': 'duration',
};
const isKnownType = ({ typeName }: DescMessage) => typeName.startsWith('google.');

const scalars: Readonly<Partial<Record<ScalarType, string>>> = {
  [ScalarType.STRING]: 'text',
  [ScalarType.BYTES]: 'bytes',
  [ScalarType.BOOL]: 'boolean',
  [ScalarType.DOUBLE]: 'number',
  [ScalarType.FLOAT]: 'number',
  [ScalarType.INT64]: 'long',
  [ScalarType.UINT64]: 'long',
  [ScalarType.SINT64]: 'long',
  [ScalarType.FIXED64]: 'long',
  [ScalarType.SFIXED64]: 'long',
};

function typeOf(field: DescField): Pick<FieldShape, 'type' | 'of'> {
  if (field.message) {
    const known = wellKnown[field.message.typeName];
    return known || isKnownType(field.message)
      ? { type: known ?? 'object' }
      : { type: 'message', of: field.message.name };
  }
  if (field.enum)
    return { type: 'enum', of: field.enum.values.filter(({ number }) => number > 0).map(({ name }) => name) };
  return { type: (field.scalar !== undefined && scalars[field.scalar]) || 'integer' };
}

/** Of protovalidate's rules those that are set; the type that they are sorted under stands beside them. */
function limitsOf(field: DescField): Limit[] {
  const extension = registry.getExtension('buf.validate.field') as DescExtension;
  if (!hasOption(field, extension)) return [];
  const rules = toJson(messageNamed('buf.validate.FieldRules'), getOption(field, extension) as Message, {
    registry,
    useProtoFieldName: true,
  });
  return flat(rules, []).filter(({ name }) => name !== 'ignore');
}

const sorts = ['string', 'repeated', 'map', 'bytes', 'bool', 'enum', 'timestamp', 'int32', 'int64', 'uint32', 'double'];

function flat(rules: JsonValue, path: readonly string[]): Limit[] {
  if (typeof rules === 'object' && rules !== null && !Array.isArray(rules))
    return Object.entries(rules).flatMap(([name, value]) => flat(value, sorts.includes(name) ? path : [...path, name]));
  const isForEach = path.includes('items');
  const name = path.filter((part) => part !== 'items').join('.');
  const values = Array.isArray(rules) ? rules : rules === true ? [] : [rules];
  return [
    {
      name,
      value: values
        .map(String)
        .filter((value) => value !== '')
        .join(', '),
      isForEach,
    },
  ];
}
