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

/** The descriptor image of all protos, comments included, as the target `contracts:generate` writes it. */
export const descriptorBytes: Uint8Array = readFileSync(new URL('../descriptors.binpb', import.meta.url));

/** All messages, enums and services of the image. */
export const registry: FileRegistry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptorBytes));

/** @throws Error when the image has no such message */
export function messageNamed(fullName: string): DescMessage {
  return registry.getMessage(fullName) ?? raise(`no message ${fullName} in the protos`);
}

/** @throws Error when the image has no such service */
export function serviceNamed(fullName: string): DescService {
  return registry.getService(fullName) ?? raise(`no service ${fullName} in the protos`);
}

/** All services of the protos. */
export const services: readonly DescService[] = [...registry].filter((each) => each.kind === 'service');

/** What a step is allowed to, holds and publishes: `option (waystation.step)`. */
export interface StepOptions {
  /** Names of `waystation.Role`, such as `TECHNICIAN`. */
  roles: string[];
  /** Rules of the standard, such as `REP-D01`. */
  holds: string[];
  /** Message names, such as `JobStarted`. */
  publishes: string[];
  scope: 'STATION' | 'NETWORK';
  offline: boolean;
  /** Services that may call it on behalf of the actor of their own step. */
  callers: string[];
}

/** Who may ask a query: `option (waystation.query)`. */
export interface QueryOptions extends Pick<StepOptions, 'roles' | 'scope' | 'callers'> {
  /** Roles above the stations that get the answer without its personal fields. A step has none. */
  factsFor?: string[];
}

/** Where a message goes when it is published: `option (waystation.event)`. */
export interface EventOptions {
  /** `workshop.visit`; the topic's name without its kind and major. */
  topic: string;
  /** Field whose value is the key, in proto's spelling. */
  key: string;
  /** Whether the newest message of a key is the state of its subject. */
  state: boolean;
}

/** The step's options, or undefined for an rpc that is no step. */
export function stepOptions(method: DescMethod): StepOptions | undefined {
  const option = optionOf('waystation.step', method) as
    | { roles: number[]; holds: string[]; publishes: string[]; scope: number; offline: boolean; callers: string[] }
    | undefined;
  return option && { ...option, roles: rolesOf(option.roles), scope: scopeOf(option.scope) };
}

/** The query's options, or undefined for an rpc that is no query. */
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

const heldBy = new WeakMap<DescService, ReadonlySet<string>>();

/** Rules of the standard that the steps of a service hold. */
export function rulesHeldBy(service: DescService): ReadonlySet<string> {
  return remembered(
    heldBy,
    service,
    ({ methods }) => new Set(methods.flatMap((each) => stepOptions(each)?.holds ?? [])),
  );
}

/** Services that may call an rpc of this one while someone waits. */
export function callersOf({ methods }: DescService): ReadonlySet<string> {
  return new Set(methods.flatMap((method) => (stepOptions(method) ?? queryOptions(method))?.callers ?? []));
}

/** Where the message is published, or undefined for one that isn't. */
export function eventOptions(message: DescMessage): EventOptions | undefined {
  return optionOf('waystation.event', message) as EventOptions | undefined;
}

/** All messages that are published, by full name. */
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

/** Kind of a text: `option (waystation.text)`, or what follows from its other rules. */
export type TextKind = 'LINE' | 'LINES' | 'CODE' | 'PLATE' | 'VIN' | 'PHONE';
/** When an instant may lie: `option (waystation.instant)`. */
export type InstantKind = 'CENTURY' | 'RECENT' | 'PAST';

const textKinds: readonly TextKind[] = ['LINE', 'LINE', 'LINES', 'CODE', 'PLATE', 'VIN', 'PHONE'];
const instantKinds: readonly InstantKind[] = ['CENTURY', 'RECENT', 'PAST'];

/** Limits of a field that are needed outside of protovalidate. */
export interface FieldLimits {
  /** Elements of a list or entries of a map; undefined where there is no limit. */
  maxItems: number | undefined;
  /** Signs of a text; of each, in a list of them. Undefined where there is no limit. */
  maxLen: number | undefined;
  /** Signs that a text must have. */
  minLen: number;
  /** Pattern of each text; undefined without one. */
  pattern: string | undefined;
  /** True where each text is one of a set, or of a known form such as a uuid. */
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

/** @returns what `buf.validate.field` limits */
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

/** Kind of a field's texts. Without the option, a field with a pattern, a set or a form is a CODE. */
export function textKind(field: DescField): TextKind {
  return remembered(kindsOfText, field, textKindOf);
}

const kindsOfText = new WeakMap<DescField, TextKind>();
const kindsOfInstant = new WeakMap<DescField, InstantKind>();

/** Descriptors never change, and some questions come with every text of every request. */
function remembered<Desc extends object, T>(known: WeakMap<Desc, T>, desc: Desc, find: (desc: Desc) => T): T {
  let found = known.get(desc);
  if (found === undefined) known.set(desc, (found = find(desc)));
  return found;
}

function textKindOf(field: DescField): TextKind {
  const option = optionOf('waystation.text', field) as number | undefined;
  if (option) return textKinds[option] ?? raise(`no kind of text ${option}`);
  const { pattern, isFixed } = fieldLimits(field);
  return isFixed || pattern !== undefined ? 'CODE' : 'LINE';
}

/** When the instant of a field may lie. */
export function instantKind(field: DescField): InstantKind {
  return remembered(kindsOfInstant, field, instantKindOf);
}

function instantKindOf(field: DescField): InstantKind {
  const option = (optionOf('waystation.instant', field) as number | undefined) ?? 0;
  return instantKinds[option] ?? raise(`no kind of instant ${option}`);
}

/** Whether a field leads to a person, or may: `option (waystation.personal)`. */
export function isPersonal(field: DescField): boolean {
  return optionOf('waystation.personal', field) === true;
}

/** Kind of the published code list that a field's code is chosen from: `option (waystation.code_list)`. */
export function codeListOf(field: DescField): string | undefined {
  return optionOf('waystation.code_list', field) as string | undefined;
}

function optionOf(extension: string, of: DescMethod | DescMessage | DescField): unknown {
  const option = registry.getExtension(extension) as DescExtension | undefined;
  return option && hasOption(of, option) ? getOption(of, option) : undefined;
}

function rolesOf(numbers: number[]): string[] {
  const roles = registry.getEnum('waystation.Role')!;
  return numbers.map((number) => roles.value[number]?.name ?? raise(`no role ${number}`));
}

function scopeOf(number: number): 'STATION' | 'NETWORK' {
  return number === 2 ? 'NETWORK' : 'STATION';
}

function raise(message: string): never {
  throw new Error(message);
}
