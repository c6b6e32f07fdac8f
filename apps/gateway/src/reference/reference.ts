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

/** Validation rule of a field by its proto name, such as `max_len` and 80. */
export interface Limit {
  name: string;
  value: string;
  /** True if it applies to each element of a list. */
  isForEach: boolean;
}

/** Description of a field. */
export interface FieldShape {
  /** JSON name. */
  name: string;
  /** Slug of the type: `text`, `integer`, `time`, ...; `message` and `enum` have `of`. */
  type: string;
  /** Short name of the message, or values of the enum. */
  of?: string | readonly string[];
  isList: boolean;
  /** Place in a request. */
  place?: 'path' | 'query' | 'body';
  isPersonal: boolean;
  limits: readonly Limit[];
  comment: string;
}

/** Message used by other messages. */
export interface MessageShape {
  name: string;
  comment: string;
  fields: readonly FieldShape[];
}

/** Call of the API. */
export interface CallShape {
  name: string;
  method: string;
  path: string;
  comment: string;
  isStep: boolean;
  roles: readonly string[];
  factsFor: readonly string[];
  enforces: readonly string[];
  publishes: readonly string[];
  request: readonly FieldShape[];
  /** Undefined if it answers the bytes of a document. */
  answer: readonly FieldShape[] | undefined;
}

/** Chapter of the reference: a service, or the queries joined by the gateway. */
export interface Chapter {
  name: string;
  calls: readonly CallShape[];
  /** Messages used in its requests and answers, sorted by name. */
  messages: readonly MessageShape[];
}

/** Chapters in the order in which a vehicle passes through the services. */
const order = ['joined', 'appointments', 'reception', 'workshop', 'parts', 'quality', 'billing', 'crm', 'network'];

/** All calls available by HTTP, from the descriptors. */
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
    enforces: step?.enforces ?? [],
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

/** Queries joined from several services: fields from the rpc's descriptor, roles from all services. */
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

/** Validation rules set on a field, without the type names that protovalidate groups them under. */
function limitsOf(field: DescField): Limit[] {
  const extension = registry.getExtension('buf.validate.field') as DescExtension;
  if (!hasOption(field, extension)) return [];
  const rules = toJson(messageNamed('buf.validate.FieldRules'), getOption(field, extension) as Message, {
    registry,
    useProtoFieldName: true,
  });
  return flatten(rules, []).filter(({ name }) => name !== 'ignore');
}

const ruleTypes = [
  'string',
  'repeated',
  'map',
  'bytes',
  'bool',
  'enum',
  'timestamp',
  'int32',
  'int64',
  'uint32',
  'double',
];

function flatten(rules: JsonValue, path: readonly string[]): Limit[] {
  if (typeof rules === 'object' && rules !== null && !Array.isArray(rules))
    return Object.entries(rules).flatMap(([name, value]) =>
      flatten(value, ruleTypes.includes(name) ? path : [...path, name]),
    );
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
