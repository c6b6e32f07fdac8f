import { readFileSync } from 'node:fs';
import {
  createFileRegistry,
  fromBinary,
  getOption,
  hasOption,
  type DescExtension,
  type DescField,
  type DescMessage,
  type DescMethod,
  type DescService,
  type FileRegistry,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** Descriptor image of all protos with comments, written by the target `contracts:generate`. */
export const descriptorBytes: Uint8Array = readFileSync(new URL('../descriptors.binpb', import.meta.url));

/** All messages, enums and services of the image. */
export const registry: FileRegistry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptorBytes));

/** Finds a message. @throws Error if the image has no such message */
export function messageNamed(fullName: string): DescMessage {
  return registry.getMessage(fullName) ?? raise(`no message ${fullName} in the protos`);
}

/** Finds a service. @throws Error if the image has no such service */
export function serviceNamed(fullName: string): DescService {
  return registry.getService(fullName) ?? raise(`no service ${fullName} in the protos`);
}

/** All services of the protos. */
export const services: readonly DescService[] = [...registry].filter((each) => each.kind === 'service');

/** Access, rules and events of a step: `option (waystation.step)`. */
export interface StepOptions {
  /** Names of `waystation.Role`, such as `TECHNICIAN`. */
  roles: string[];
  /** Rules of the standard, such as `REP-D01`. */
  enforces: string[];
  /** Message names, such as `JobStarted`. */
  publishes: string[];
  scope: 'STATION' | 'NETWORK';
  offline: boolean;
  /** Services that may call it on behalf of the actor of their step. */
  callers: string[];
}

/** Access to a query: `option (waystation.query)`. */
export interface QueryOptions extends Pick<StepOptions, 'roles' | 'scope' | 'callers'> {
  /** Roles above the stations that get the answer without personal fields. A step has none. */
  factsFor?: string[];
}

/** Topic and key of a published message: `option (waystation.event)`. */
export interface EventOptions {
  /** Name of the topic without its kind and major version, such as `workshop.visit`. */
  topic: string;
  /** Proto name of the field with the key. */
  key: string;
  /** True if the newest message of a key is the state of its subject. */
  state: boolean;
}

/** Options of a step; undefined for an rpc that is not a step. */
export function stepOptions(method: DescMethod): StepOptions | undefined {
  const option = optionOf('waystation.step', method) as
    | { roles: number[]; enforces: string[]; publishes: string[]; scope: number; offline: boolean; callers: string[] }
    | undefined;
  return option && { ...option, roles: rolesOf(option.roles), scope: scopeOf(option.scope) };
}

/** Options of a query; undefined for an rpc that is not a query. */
export function queryOptions(method: DescMethod): QueryOptions | undefined {
  const option = optionOf('waystation.query', method) as
    { roles: number[]; scope: number; callers: string[]; factsFor: number[] } | undefined;
  return (
    option && {
      ...option,
      roles: rolesOf(option.roles),
      scope: scopeOf(option.scope),
      factsFor: rolesOf(option.factsFor),
    }
  );
}

const enforcedBy = new WeakMap<DescService, ReadonlySet<string>>();

/** Rules of the standard that the steps of a service enforce. */
export function rulesEnforcedBy(service: DescService): ReadonlySet<string> {
  return remembered(
    enforcedBy,
    service,
    ({ methods }) => new Set(methods.flatMap((each) => stepOptions(each)?.enforces ?? [])),
  );
}

/** Services that may call an rpc of a service synchronously. */
export function callersOf({ methods }: DescService): ReadonlySet<string> {
  return new Set(methods.flatMap((method) => (stepOptions(method) ?? queryOptions(method))?.callers ?? []));
}

/** Topic and key of a message; undefined for a message that is not published. */
export function eventOptions(message: DescMessage): EventOptions | undefined {
  return optionOf('waystation.event', message) as EventOptions | undefined;
}

/** All published messages by full name. */
export function publishedMessages(): Map<string, EventOptions> {
  const found = new Map<string, EventOptions>();
  for (const file of registry.files) {
    for (const message of file.messages) {
      const options = eventOptions(message);
      if (options) found.set(message.typeName, options);
    }
  }
  return found;
}

/** Kind of a text: `option (waystation.text)`, or derived from its validation rules. */
export type TextKind = 'LINE' | 'LINES' | 'CODE' | 'PLATE' | 'VIN' | 'PHONE';
/** Allowed range of an instant: `option (waystation.instant)`. */
export type InstantKind = 'CENTURY' | 'RECENT' | 'PAST';

const textKinds: readonly TextKind[] = ['LINE', 'LINE', 'LINES', 'CODE', 'PLATE', 'VIN', 'PHONE'];
const instantKinds: readonly InstantKind[] = ['CENTURY', 'RECENT', 'PAST'];

/** Limits of a field for use outside protovalidate. */
export interface FieldLimits {
  /** Maximum number of elements of a list or entries of a map; undefined without a limit. */
  maxItems: number | undefined;
  /** Maximum number of characters of each text; undefined without a limit. */
  maxLen: number | undefined;
  /** Minimum number of characters of each text. */
  minLen: number;
  /** Pattern of each text; undefined without one. */
  pattern: string | undefined;
  /** True if each text is from a fixed set or has a known format such as a uuid. */
  isFixed: boolean;
}

interface StringRules {
  minLen: bigint;
  pattern: string;
  maxLen: bigint;
  len: bigint;
  in: string[];
  const: string;
  wellKnown: { case: string | undefined };
}

/** Reads the limits of a field from `buf.validate.field`. */
export function fieldLimits(field: DescField): FieldLimits {
  const rules = optionOf('buf.validate.field', field) as { type: { case?: string; value?: unknown } } | undefined;
  const listed =
    rules?.type.case === 'repeated' ? (rules.type.value as { maxItems: bigint; items?: typeof rules }) : undefined;
  const mapped =
    rules?.type.case === 'map' ? (rules.type.value as { maxPairs: bigint; values?: typeof rules }) : undefined;
  const each = listed ? listed.items : mapped ? mapped.values : rules;
  const text = each?.type.case === 'string' ? (each.type.value as StringRules) : undefined;
  const count = listed?.maxItems ?? mapped?.maxPairs;
  return {
    maxItems: count ? Number(count) : undefined,
    maxLen: text && (Number(text.len) || Number(text.maxLen) || undefined),
    minLen: Number(text?.len || text?.minLen || 0n),
    pattern: text?.pattern || undefined,
    isFixed: text !== undefined && (text.in.length > 0 || text.const !== '' || text.wellKnown.case !== undefined),
  };
}

/** Kind of a field's texts. Without the option, a field with a pattern, a fixed set or a known format is a CODE. */
export function textKind(field: DescField): TextKind {
  return remembered(kindsOfText, field, textKindOf);
}

const kindsOfText = new WeakMap<DescField, TextKind>();
const kindsOfInstant = new WeakMap<DescField, InstantKind>();

/** Caches results by descriptor: descriptors never change, and some results are needed for every text of a request. */
function remembered<Desc extends object, T>(known: WeakMap<Desc, T>, desc: Desc, find: (desc: Desc) => T): T {
  let found = known.get(desc);
  if (found === undefined) known.set(desc, (found = find(desc)));
  return found;
}

function textKindOf(field: DescField): TextKind {
  const option = optionOf('waystation.text', field) as number | undefined;
  if (option) return textKinds[option] ?? raise(`unknown kind of text ${option}`);
  const { pattern, isFixed } = fieldLimits(field);
  return isFixed || pattern !== undefined ? 'CODE' : 'LINE';
}

/** Allowed range of the instants of a field. */
export function instantKind(field: DescField): InstantKind {
  return remembered(kindsOfInstant, field, instantKindOf);
}

function instantKindOf(field: DescField): InstantKind {
  const option = (optionOf('waystation.instant', field) as number | undefined) ?? 0;
  return instantKinds[option] ?? raise(`unknown kind of instant ${option}`);
}

/** True if a field identifies a person or may do so: `option (waystation.personal)`. */
export function isPersonal(field: DescField): boolean {
  return optionOf('waystation.personal', field) === true;
}

/** Kind of the published code list for a field's codes: `option (waystation.code_list)`. */
export function codeListOf(field: DescField): string | undefined {
  return optionOf('waystation.code_list', field) as string | undefined;
}

function optionOf(extension: string, of: DescMethod | DescMessage | DescField): unknown {
  const option = registry.getExtension(extension) as DescExtension | undefined;
  return option && hasOption(of, option) ? getOption(of, option) : undefined;
}

function rolesOf(numbers: number[]): string[] {
  const roles = registry.getEnum('waystation.Role')!;
  return numbers.map((number) => roles.value[number]?.name ?? raise(`unknown role ${number}`));
}

function scopeOf(number: number): 'STATION' | 'NETWORK' {
  return number === 2 ? 'NETWORK' : 'STATION';
}

function raise(message: string): never {
  throw new Error(message);
}
