// node --conditions=waystation-source tools/generate/documents.ts FOLDER: writes the documents that follow from protos,
// reactions and tables of steps, which a reader would else have to put together.
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DescMessage, DescMethod, DescService } from '@bufbuild/protobuf';
import { getOption, type DescExtension } from '@bufbuild/protobuf';
import {
  messageNamed,
  publishedMessages,
  queryOptions,
  registry,
  services as allServices,
  stepOptions,
} from '@waystation/contracts';
import { topicName, topics } from '@waystation/events';
import { defaultMode, rules, stages } from '@waystation/standard';
import type { StepTable } from '@waystation/model';
import { publishersOf, type Publishers } from './publishers.ts';

/** Text of each document by its path in the repository. */
type Documents = Record<string, string>;

interface Rpc {
  service: string;
  name: string;
  rest: string;
  words: string;
  roles: readonly string[];
  /** Roles above the stations that get the answer without what leads to a person. */
  factsFor: readonly string[];
  callers: readonly string[];
  holds: readonly string[];
  publishes: readonly string[];
  isStep: boolean;
}

interface Reaction {
  service: string;
  name: string;
  /** Full name of the event. */
  on: string;
}

const made = '<!-- Made by npm run generate from protos, reactions and tables of steps; never edited. -->\n\n';

/** @param root of the repository */
async function documents(root: string): Promise<Documents> {
  const rpcs = allServices.flatMap(rpcsOf);
  const publishers = publishersOf(root);
  // A reaction to an event that nobody publishes yet is no part of a flow.
  const reactions = reactionsOf(root).filter(({ on }) => publishers.has(on));
  const services = [...new Set(rpcs.map(({ service }) => service))].sort((a, b) => place(a) - place(b));
  const flows = await Promise.all(
    services.map(async (service) => {
      const diagrams = await diagramsOf(root, service);
      return [`docs/flows/${service}.md`, serviceFlow(service, rpcs, reactions, publishers, diagrams)] as const;
    }),
  );
  return {
    'docs/flows/README.md': wholeFlow(services, reactions),
    ...Object.fromEntries(flows),
    'docs/reference/api.md': apiOf(services, rpcs, await joinedAnswers(root)),
    'docs/reference/access.md': accessOf(services, rpcs),
    'docs/reference/rules.md': rulesOf(rpcs),
    'docs/reference/topics.md': topicsOf(rpcs, reactions, publishers),
  };
}

/** In the order in which a truck passes through them. */
const order = ['network', 'appointments', 'reception', 'workshop', 'parts', 'quality', 'billing', 'crm', 'insights'];
const place = (service: string) => (order.indexOf(service) + order.length) % order.length;

function rpcsOf(service: DescService): Rpc[] {
  const name = serviceOf(service.typeName);
  return service.methods.map((method) => {
    const step = stepOptions(method);
    const query = queryOptions(method);
    const options = step ?? query;
    return {
      service: name,
      name: method.name,
      rest: restOf(method),
      words: oneLine(commentOf(method)),
      roles: options?.roles ?? [],
      factsFor: query?.factsFor ?? [],
      callers: options?.callers ?? [],
      holds: step?.holds ?? [],
      publishes: step?.publishes ?? [],
      isStep: step !== undefined,
    };
  });
}

/** What is said above an rpc: fields 6 (service) and 2 (method) of a file's descriptor lead to it. */
function commentOf(method: DescMethod): string | undefined {
  const { file, methods } = method.parent;
  return commentAt(method.parent, [6, file.services.indexOf(method.parent), 2, methods.indexOf(method)]);
}

function restOf(method: DescMethod): string {
  const extension = registry.getExtension('google.api.http') as DescExtension;
  const { pattern } = getOption(method, extension) as { pattern?: { case?: string; value?: unknown } };
  return pattern?.case ? `${pattern.case.toUpperCase()} ${String(pattern.value)}` : '';
}

function reactionsOf(root: string): Reaction[] {
  return globSync('apps/*/src/reactions/*.ts', { cwd: root })
    .sort()
    .filter((file) => !file.endsWith('.spec.ts'))
    .flatMap((file) => {
      const on = /@Reaction\('([\w.]+)'\)/.exec(readFileSync(join(root, file), 'utf8'))?.[1];
      return on ? [{ service: file.split('/')[1]!, name: basename(file, '.ts'), on }] : [];
    });
}

/** A change of state and what causes it, where an aggregate's table of steps does not tell which changes are real. */
interface Transition {
  from: string;
  to: string;
  by: readonly string[];
}

interface Diagram {
  name: string;
  steps: StepTable;
  transitions: readonly Transition[] | undefined;
}

/**
 * The tables of steps of a service's aggregates. Where `model/<aggregate>-transitions.ts` exports a function of that
 * name, it says which changes of state are real: the table of a visit allows more, as facts come in any order.
 */
async function diagramsOf(root: string, service: string): Promise<Diagram[]> {
  const load = async <T>(file: string) => (await import(pathToFileURL(join(root, file)).href)) as Record<string, T>;
  const diagrams: Diagram[] = [];
  for (const file of globSync(`apps/${service}/src/model/*-steps.ts`, { cwd: root }).sort()) {
    for (const [key, steps] of Object.entries(await load<StepTable>(file))) {
      if (!key.endsWith('Steps') || typeof steps !== 'object') continue;
      const name = key.slice(0, -'Steps'.length);
      const transitionsFile = file.replace(/-steps\.ts$/, '-transitions.ts');
      const transitions = existsSync(join(root, transitionsFile))
        ? (await load<() => Transition[]>(transitionsFile))[`${name}Transitions`]?.()
        : undefined;
      diagrams.push({ name, steps, transitions });
    }
  }
  return diagrams;
}

function wholeFlow(services: readonly string[], reactions: readonly Reaction[]): string {
  const arrows = new Map<string, string[]>();
  for (const { service, on } of reactions) {
    const from = serviceOf(on);
    if (from === service) continue;
    const key = `${from} --> ${service}`;
    arrows.set(key, [...(arrows.get(key) ?? []), eventName(on)]);
  }
  const lines = [...arrows].map(([key, events]) => {
    const [from, to] = key.split(' --> ');
    const shown = [...new Set(events)];
    const text =
      shown.length > 4 ? `${shown.slice(0, 3).join('<br/>')}<br/>and ${shown.length - 3} more` : shown.join('<br/>');
    return `  ${from} -->|${text}| ${to}`;
  });
  return `${made}# How the services carry a visit on

Each arrow is what one service says and another reacts to. Nothing else moves a visit from service to service.

\`\`\`mermaid
flowchart LR
${lines.join('\n')}
\`\`\`

By service: ${services.map((service) => `[${service}](${service}.md)`).join(' · ')}. Beside it: [api](../reference/api.md) · [access](../reference/access.md) · [rules](../reference/rules.md) · [topics](../reference/topics.md).
`;
}

function serviceFlow(
  service: string,
  rpcs: readonly Rpc[],
  reactions: readonly Reaction[],
  publishers: Publishers,
  diagrams: readonly Diagram[],
): string {
  const steps = rpcs.filter((rpc) => rpc.service === service && rpc.isStep);
  const own = reactions.filter((reaction) => reaction.service === service);
  const heard = new Map<string, string[]>();
  for (const { service: by, name, on } of reactions) {
    if (serviceOf(on) === service) heard.set(eventName(on), [...(heard.get(eventName(on)) ?? []), `${by}: ${name}`]);
  }
  const parts = [`# ${service}\n`];
  parts.push(
    table(
      ['step', 'by', 'holds', 'publishes'],
      steps.map(({ name, roles, callers, holds, publishes }) => [
        `\`${name}\``,
        who(roles, callers),
        holds.join(', '),
        publishes.join(', '),
      ]),
    ),
  );
  if (own.length > 0) {
    parts.push('## What it reacts to\n');
    parts.push(
      table(
        ['reaction', 'on'],
        own.map(({ name, on }) => [`\`${name}\``, `${serviceOf(on)}: ${eventName(on)}`]),
      ),
    );
  }
  const byStep = new Set(steps.flatMap(({ publishes }) => publishes));
  const byItself = [...publishers].flatMap(([event, by]) =>
    by.has(service) && serviceOf(event) === service && !byStep.has(eventName(event)) ? [eventName(event)] : [],
  );
  if (byItself.length > 0) parts.push(`Published by reactions and timers: ${byItself.sort().join(', ')}.\n`);
  if (heard.size > 0) {
    parts.push('## Who reacts to it\n');
    parts.push(
      table(
        ['event', 'reactions'],
        [...heard].sort().map(([event, by]) => [event, by.join('<br/>')]),
      ),
    );
  }
  for (const { name, steps, transitions } of diagrams) {
    parts.push(
      `## Steps of ${withArticle(spaced(name))}\n`,
      transitions ? courseDiagram(steps, transitions) : stateDiagram(steps),
    );
  }
  return made + parts.join('\n');
}

function stateDiagram(steps: StepTable): string {
  const moves = new Map<string, string[]>();
  const staying = new Map<string, string[]>();
  for (const [verb, { from, to }] of Object.entries(steps)) {
    for (const state of from) {
      const [into, key] = to && to !== state ? [moves, `${state} --> ${to}`] : [staying, state];
      into.set(key, [...(into.get(key) ?? []), verb]);
    }
  }
  const arrows = [...moves].map(([arrow, verbs]) => `  ${arrow}: ${[...new Set(verbs)].join(', ')}`);
  const rest = [...staying].map(([state, verbs]) => [state, verbs.map((verb) => `\`${verb}\``).join(' ')]);
  const diagram = `\`\`\`mermaid\nstateDiagram-v2\n${arrows.join('\n')}\n\`\`\`\n`;
  return rest.length > 0
    ? `${arrows.length > 0 ? diagram : ''}\n${table(['in', 'can be done without leaving it'], rest)}`
    : diagram;
}

/** The real changes of state by what causes them, and the steps that change none by themselves. */
function courseDiagram(steps: StepTable, transitions: readonly Transition[]): string {
  const arrows = transitions.map(({ from, to, by }) => `  ${from} --> ${to}: ${by.map(factName).join(' or ')}`);
  const rows = Object.entries(steps).flatMap(([verb, { from, to }]) => (to ? [] : [[`\`${verb}\``, from.join(', ')]]));
  return `In the order in which things happen in the station. A message that is received late can make a visit skip stages; it ends at the same one.

\`\`\`mermaid
stateDiagram-v2
${arrows.join('\n')}
\`\`\`

${table(['step', 'possible in'], rows)}`;
}

function apiOf(services: readonly string[], rpcs: readonly Rpc[], joined: readonly Joined[]): string {
  const chapters = services.map((service) => {
    const own = rpcs.filter((rpc) => rpc.service === service && rpc.rest);
    return `## ${service}\n\n${table(
      ['REST', 'rpc', 'what it does'],
      own.map(({ rest, name, words }) => [`\`${rest}\``, `\`${name}\``, words]),
    )}`;
  });
  return `${made}# The public API\n\nREST over JSON by the rules of ProtoJSON; each is an rpc of the same name over gRPC. A running gateway shows the same with all fields at \`/reference\`.\n\n${joinedOf(joined, rpcs)}\n${chapters.join('\n')}`;
}

/** An answer that the gateway joins from several services. */
interface Joined {
  template: string;
  rpc: string;
  summary: string;
}

/** Loaded by its path, like the tables of steps: tools import no app. */
async function joinedAnswers(root: string): Promise<Joined[]> {
  const file = pathToFileURL(join(root, 'apps/gateway/src/compositions/joined.ts'));
  const { joined } = (await import(file.href)) as { joined: Record<string, Joined> };
  return Object.values(joined);
}

function joinedOf(joined: readonly Joined[], rpcs: readonly Rpc[]): string {
  const rows = joined.map(({ template, rpc, summary }) => {
    const found = rpcs.filter(({ name, rest }) => name === rpc && rest).map(({ service }) => service);
    const asked = found.sort((a, b) => place(a) - place(b));
    return [`\`GET ${template}\``, `\`${rpc}\` of ${asked.join(', ')}`, summary];
  });
  const words = 'A service that does not answer, or has nothing for the caller, is named under `missing`.';
  return `## joined by the gateway\n\n${table(['REST', 'asks', 'what it does'], rows)}\n${words}\n`;
}

function accessOf(services: readonly string[], rpcs: readonly Rpc[]): string {
  const chapters = services.map((service) => {
    const own = rpcs.filter((rpc) => rpc.service === service);
    return `## ${service}\n\n${table(
      ['rpc', 'kind', 'roles', 'facts only', 'services in their name'],
      own.map(({ name, isStep, roles, factsFor, callers }) => [
        `\`${name}\``,
        isStep ? 'step' : 'query',
        roles.map(roleName).join(', '),
        factsFor.map(roleName).join(', '),
        callers.join(', '),
      ]),
    )}`;
  });
  const words = `Roles count at the station of the request, or in the whole network where the step is the network's. A regional
manager's role counts at the stations of the regions that they answer for. Roles under "facts only" get the answer without the
fields that the protos mark as personal (\`waystation.personal\`): names, contacts, plates, free text.`;
  return `${made}# Who may do what\n\n${words}\n\n${chapters.join('\n')}`;
}

function rulesOf(rpcs: readonly Rpc[]): string {
  const chapters = stages.map(({ name, words }) => {
    const own = rules.filter(({ stage }) => stage === name);
    const rows = own.map((rule) => [
      rule.id + (rule.critical ? ' (critical)' : ''),
      rule.words.en,
      rule.words.zh,
      rule.kind === 'do' ? defaultMode(rule.id) : 'detector',
      rpcs
        .filter(({ holds }) => holds.includes(rule.id))
        .map(({ service, name: step }) => `${service}.${step}`)
        .join(', '),
    ]);
    return `## ${words.en} (${words.zh})\n\n${table(['rule', 'asks for, or to avoid', '中文', 'mode', 'held by'], rows)}`;
  });
  return `${made}# The rules of the standard\n\nModes are those of the maker's default; a published version may be stricter.\n\n${chapters.join('\n')}`;
}

function topicsOf(rpcs: readonly Rpc[], reactions: readonly Reaction[], publishers: Publishers): string {
  const messages = new Map<string, string[]>();
  const keys = new Map<string, string>();
  for (const [fullName, { topic, key, state }] of publishedMessages()) {
    if (!publishers.has(fullName)) continue;
    const name = topicName(topic, state);
    messages.set(name, [...(messages.get(name) ?? []), eventName(fullName)]);
    keys.set(name, keyOf(messageNamed(fullName), key));
  }
  const rows = topics
    .filter(({ name }) => messages.has(name))
    .map(({ name, kind, partitions, retentionMs }) => {
      const own = messages.get(name)!;
      const readers = reactions.filter(({ on }) => own.includes(eventName(on)) && serviceOf(on) === name.split('.')[0]);
      return [
        `\`${name}\``,
        kind === 'state' ? 'newest of each key' : `${retentionMs! / 86_400_000} days`,
        keys.get(name)!,
        String(partitions),
        own.join(', '),
        [...new Set(readers.map(({ service }) => service))].join(', '),
      ];
    });
  const holding = servicesOf(rpcs.filter(({ holds }) => holds.length > 0));
  const deviations = [...publishers].filter(([event]) => serviceOf(event) === 'standard').sort();
  const deviationRows = deviations.map(([event, by]) => [
    eventName(event),
    // Published by the runner of each service whose steps hold rules, or by the services that name it.
    (by.has('call') ? holding : servicesOf(rpcs.filter(({ publishes }) => publishes.includes(eventName(event))))).join(
      ', ',
    ),
    oneLine(messageComment(messageNamed(event))),
  ]);
  return `${made}# Topics

CloudEvents 1.0 in binary mode, payload ProtoJSON. Each group has a dead letter topic \`<group>.dlq.v1\`. Only what is published stands here; a topic
that no event is published on yet is left out.

${table(['topic', 'kept', 'key', 'partitions', 'messages', 'services that react'], rows)}
## Deviations from the standard

Each stands on the topic of the service whose step it was: \`<service>.visit.events.v1\`, with the visit as its key, or the topic of the
subject's own events where it belongs to no visit, such as a call. Their package is \`waystation.standard.v1\`.

${table(['event', 'published by', 'what it says'], deviationRows)}`;
}

const servicesOf = (rpcs: readonly Rpc[]) =>
  [...new Set(rpcs.map(({ service }) => service))].sort((a, b) => place(a) - place(b));

/** Key of a topic in words: its field's name, or the comment above a field that is only a key. */
function keyOf(message: DescMessage, key: string): string {
  if (key !== 'key') return key.replaceAll('_', ' ');
  const field = message.fields.findIndex(({ name }) => name === key);
  return oneLine(commentAt(message, [4, message.file.messages.indexOf(message), 2, field])).replace(/[<>]|\.$/g, '');
}

/** The comment above a message: field 4 of a file's descriptor leads to it. */
function messageComment(message: DescMessage): string | undefined {
  return commentAt(message, [4, message.file.messages.indexOf(message)]);
}

function commentAt({ file }: DescMessage | DescService, path: readonly number[]): string | undefined {
  const { location } = file.proto.sourceCodeInfo ?? { location: [] };
  return location.find((each) => each.path.join() === path.join())?.leadingComments;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

const who = (roles: readonly string[], callers: readonly string[]) =>
  [...roles.map(roleName), ...callers.map((caller) => `(${caller})`)].join(', ');
const roleName = (role: string) => role.toLowerCase().replaceAll('_', ' ');
const serviceOf = (fullName: string) => fullName.split('.')[1]!;
const eventName = (fullName: string) => fullName.split('.').at(-1)!;
const factName = (fact: string) => fact.replaceAll('_', ' ');
const withArticle = (noun: string) => `${/^[aeiou]/.test(noun.trim()) ? 'an' : 'a'} ${noun.trim()}`;
const spaced = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const oneLine = (text = '') => text.replace(/\s+/g, ' ').trim();

const target = resolve(process.argv[2]!);
for (const [path, text] of Object.entries(await documents(resolve(import.meta.dirname, '../..')))) {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), text);
}
