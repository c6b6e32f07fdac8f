// Content of a new step in each of its files, so that all steps have the same form.

/** Description of a new step. */
export interface NewStep {
  /** `workshop` */
  service: string;
  /** `RequestHelper`: rpc, class and, in kebab-case, file. */
  step: string;
  /** `job`: aggregate with the step's method; its mapping has the store. */
  aggregate: string;
  /** `Jobs`: store of the aggregate. */
  store: string;
  /** `HelperRequested`; omitted if the step publishes no new event. */
  event: string | undefined;
  /** Names of `waystation.Role`. */
  roles: readonly string[];
  /** Rules of the standard that it enforces. */
  enforces: readonly string[];
}

/** Turns `RequestHelper` into `request-helper`. */
export function kebab(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

const camel = (name: string) => name[0]!.toLowerCase() + name.slice(1);

/** Name of the step's method: `requestHelper` for `RequestHelper` of a job, `start` for `StartJob`. */
export function verbOf({ step, aggregate }: Pick<NewStep, 'step' | 'aggregate'>): string {
  const pascal = aggregate.replace(/(^|-)[a-z]/g, (part) => part.at(-1)!.toUpperCase());
  return camel(step.endsWith(pascal) && step !== pascal ? step.slice(0, -pascal.length) : step);
}

const list = (values: readonly string[], quote = '') => values.map((value) => `${quote}${value}${quote}`).join(', ');

/**
 * Adds the rpc after the last step of the service's proto, and request and response at the end.
 *
 * @throws Error if the step already exists, or the file has no service
 */
export function withRpc(proto: string, of: NewStep): string {
  const { step, aggregate, roles, enforces, event } = of;
  if (new RegExp(`rpc ${step}\\(`).test(proto)) throw new Error(`The rpc ${step} already exists`);
  const id = `${aggregate.replaceAll('-', '_')}_id`;
  const rpc = `  // ${words(step)}.
  rpc ${step}(${step}Request) returns (${step}Response) {
    option (google.api.http) = {
      post: "/v1/stations/{station_id}/${aggregate}s/{${id}}:${verbOf(of)}"
      body: "*"
    };
    option (waystation.step) = {
      roles: [${list(roles)}]${enforces.length > 0 ? `\n      enforces: [${list(enforces, '"')}]` : ''}${event ? `\n      publishes: ["${event}"]` : ''}
    };
  }
`;
  const messages = `
// Request of ${step}.
message ${step}Request {
  string station_id = 1 [(buf.validate.field).string.uuid = true];
  string ${id} = 2 [(buf.validate.field).string.uuid = true];
}

// Response of ${step}.
message ${step}Response {
  string ${id} = 1;
  // Status of the ${aggregate.replaceAll('-', ' ')} after the step.
  string status = 2;
}
`;
  const end = /^service \w+ \{\n[\s\S]*?^\}\n/m.exec(proto);
  if (!end) throw new Error('The proto has no service');
  const service = end[0];
  // Queries follow the steps, so the comment above the first query's rpc is the end of the steps.
  const firstQuery = service.search(/^ {2}\/\/(?:(?!^ {2}rpc )[\s\S])*?^ {2}rpc (?:Get|List|Find)\w*\(/m);
  const at = firstQuery < 0 ? service.length - '}\n'.length : firstQuery;
  const grown = `${service.slice(0, at)}${firstQuery < 0 ? '\n' : ''}${rpc}${firstQuery < 0 ? '' : '\n'}${service.slice(at)}`;
  return `${proto.replace(service, () => grown).trimEnd()}\n${messages}`;
}

/** Adds the step's event at the end of the service's events. @throws Error if it already exists */
export function withEvent(proto: string, { service, event, aggregate }: NewStep): string {
  if (!event) return proto;
  if (new RegExp(`message ${event} `).test(proto)) throw new Error(`The event ${event} already exists`);
  return `${proto.trimEnd()}

// ${words(event)}.
message ${event} {
  option (waystation.event) = {
    topic: "${service}.visit"
    key: "visit_id"
  };
  string station_id = 1;
  string visit_id = 2;
  string ${aggregate.replaceAll('-', '_')}_id = 3;
  // When it happened.
  google.protobuf.Timestamp at = 4;
}
`;
}

/** Source of the use case. */
export function useCaseOf(of: NewStep): string {
  const { service, step, aggregate, store } = of;
  const it = camel(aggregate.replace(/-[a-z]/g, (part) => part.at(-1)!.toUpperCase()));
  return `import { UseCase, type Call } from '@waystation/call';
import type { ${step}Request, ${step}Response } from '@waystation/contracts/${service}/v1/service';
import { ${store} } from '../store/${aggregate}.mapping.ts';

@UseCase()
export class ${step} {
  constructor(private readonly ${camel(store)}: ${store}) {}

  async execute({ ${it}Id }: ${step}Request, { actor, now }: Call): Promise<${step}Response> {
    const ${it} = await this.${camel(store)}.get(${it}Id);
    ${it}.${verbOf(of)}(actor, now);
    return { ${it}Id, status: ${it}.status };
  }
}
`;
}

/** Adds the step to the table of rpcs. @throws Error if the file has another form */
export function withRow(grpc: string, { step }: NewStep): string {
  const imported = `import { ${step} } from './use-cases/${kebab(step)}.ts';\n`;
  const imports = [...grpc.matchAll(/^import .* from '\.\/use-cases\/.*';\n/gm)];
  const before = imports.find(([line]) => line > imported) ?? imports.at(-1);
  const firstQuery = /^ {2}(?:get|list|find)\w+: /m.exec(grpc);
  if (!before || !firstQuery) throw new Error('The table of rpcs has an unexpected form');
  const at = before[0] > imported ? before.index : before.index + before[0].length;
  const row = `  ${camel(step)}: ${step},\n`;
  return grpc.slice(0, at) + imported + grpc.slice(at, firstQuery.index) + row + grpc.slice(firstQuery.index);
}

/** Splits a name into words, as a placeholder for a description. */
const words = (name: string) => name.replace(/(?<!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Part to write by hand. */
export interface Remaining {
  /** Path in the repository; a folder ends with a slash. */
  path: string;
  what: string;
}

/**
 * Files that a new step needs in addition to the generated parts.
 *
 * @param find returns the paths in the repository that match a glob pattern
 */
export function remainingFiles(of: NewStep, find: (pattern: string) => string[]): Remaining[] {
  const { service, step, aggregate, event, enforces } = of;
  const app = `apps/${service}/src`;
  const model = `${app}/model/${aggregate}`;
  const verb = verbOf(of);
  const proto = `proto/waystation/${service}/v1`;
  const one = (pattern: string, otherwise: string) => find(pattern)[0] ?? otherwise;
  const testing = `apps/${service}/testing`;
  const samples = find(`${testing}/*samples.ts`);
  const stepSamples = samples.find((path) => path.includes(`/${aggregate}-`)) ?? samples[0] ?? `${testing}/`;
  const rules =
    enforces.length > 0 ? `; it must require ${enforces.join(' and ')}, e.g. this.requires('${enforces[0]}', ...)` : '';
  const rest: (Remaining | undefined)[] = [
    {
      path: `${proto}/service.proto`,
      what: 'a comment that says what the step does; the fields of request and response, with limits',
    },
    event
      ? { path: `${proto}/events.proto`, what: `a comment that says when ${event} is published, and its fields` }
      : undefined,
    { path: `${model}.ts`, what: `the method ${verb}${rules}` },
    event ? { path: `${model}-steps.ts`, what: `a row for ${verb} with the event '${event}'` } : undefined,
    event
      ? {
          path: one(`${model}-events.ts`, `${model}-steps.ts`),
          what: `${event} in the interface of the aggregate's events`,
        }
      : undefined,
    { path: `${app}/use-cases/${kebab(step)}.ts`, what: 'the fields of the request that the method needs' },
    { path: `${app}/texts/en.json`, what: 'the text of each new refusal, by its slug' },
    { path: `${app}/texts/zh.json`, what: 'the same in Chinese' },
    {
      path: one(`${model}.unit.spec.ts`, `${model}.unit.spec.ts`),
      what: `a test of the rule, and ${verb} in the table of all methods (\`makes\`)`,
    },
    { path: stepSamples, what: `a sample of ${step}, which describeService runs` },
    {
      path: one(`${app}/${aggregate}s.int.spec.ts`, one(`${app}/*.int.spec.ts`, `${app}/`)),
      what: 'a test of the step through the runner',
    },
    { path: 'CHANGELOG.md', what: 'an entry, if users notice the step' },
  ];
  return rest.filter((each) => each !== undefined);
}
