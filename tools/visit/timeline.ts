import { registry, stepOptions } from '@waystation/contracts';
import type { Api, Station } from '@waystation/drive';
import { aligned } from '../aligned.ts';

/** An event as the gateway's timeline has it. */
interface TimelineEvent {
  service: string;
  type: string;
  occurredAt: string;
  actorRole: string;
  actorId: string;
  step: string;
  rule: string;
}

/** What a visit's timeline says. */
export interface Timeline {
  /** A line for each event: time, service, who, step, event, rule. */
  text: string;
  /** What is wrong with it; empty: nothing. */
  faults: string[];
}

/** Every service that says something of a visit on its straight way. */
const services = ['appointments', 'reception', 'workshop', 'parts', 'quality', 'billing', 'crm'];
/** First and last of what must be said. */
const [first, last] = ['AppointmentRequested', 'VisitAdvanced'];

/** The merged timeline of a visit, and what it lacks. */
export async function timelineOf(api: Api, station: Station, visitId: string): Promise<Timeline> {
  const { events, missing } = await api.get<{ events: TimelineEvent[]; missing: unknown[] }>(
    `${station.path}/visits/${visitId}/timeline`,
  );
  const rows = await Promise.all(events.map((event) => rowOf(station, event)));
  const heads = ['time', 'service', 'who', 'step', 'event', 'rule'];
  const silent = services.filter((service) => !events.some((event) => event.service === service));
  const missed = events.filter(({ type }) => nameOf(type) === 'RuleMissed');
  return {
    text: aligned([heads, ...rows]),
    faults: [
      ...missing.map((part) => `the timeline lacks ${JSON.stringify(part)}`),
      ...silent.map((service) => `${service} says nothing of the visit`),
      ...missed.map(({ service, rule }) => `${service} says that ${rule} was missed`),
      ...(nameOf(events[0]?.type ?? '') === first ? [] : [`it does not begin with ${first}`]),
      ...(events.some(({ type }) => nameOf(type) === last) ? [] : [`nothing says ${last}`]),
    ],
  };
}

async function rowOf(station: Station, { service, type, occurredAt, actorRole, actorId, step, rule }: TimelineEvent) {
  const who = actorId ? `${(await station.byId(actorId)).name} (${actorRole.replaceAll('_', ' ')})` : 'by itself';
  const rules = rule || holdsOf(service, nameOf(step)).join(' ');
  return [occurredAt.slice(11, 23), service, who, nameOf(step), nameOf(type), rules];
}

/** The rules that a step of a service holds, by the protos. */
function holdsOf(service: string, step: string): readonly string[] {
  const fullName = `waystation.${service}.v1.${service[0]!.toUpperCase()}${service.slice(1)}Service`;
  const method = registry.getService(fullName)?.methods.find(({ name }) => name === step);
  return (method && stepOptions(method)?.holds) ?? [];
}

const nameOf = (fullName: string) => fullName.split(/[./]/).at(-1)!;
