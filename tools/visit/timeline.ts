import { registry, stepOptions } from '@waystation/contracts';
import type { Api, Station } from '@waystation/drive';
import { aligned } from '../aligned.ts';

/** Event in the gateway's timeline. */
interface TimelineEvent {
  service: string;
  type: string;
  occurredAt: string;
  actorRole: string;
  actorId: string;
  step: string;
  rule: string;
}

/** Timeline of a visit. */
export interface Timeline {
  /** One line per event: time, service, who, step, event, rule. */
  text: string;
  /** Faults found; empty if the timeline is correct. */
  faults: string[];
}

/** Services that publish events of every visit without exceptions. */
const services = ['appointments', 'reception', 'workshop', 'parts', 'quality', 'billing', 'crm'];
/** Events that must come first and last. */
const [first, last] = ['AppointmentRequested', 'VisitAdvanced'];

/** Reads the merged timeline of a visit and checks it. */
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
      ...missing.map((part) => `the timeline is missing ${JSON.stringify(part)}`),
      ...silent.map((service) => `${service} published no event of the visit`),
      ...missed.map(({ service, rule }) => `${service} reported a deviation from ${rule}`),
      ...(nameOf(events[0]?.type ?? '') === first ? [] : [`the timeline does not start with ${first}`]),
      ...(events.some(({ type }) => nameOf(type) === last) ? [] : [`the timeline has no ${last}`]),
    ],
  };
}

async function rowOf(station: Station, { service, type, occurredAt, actorRole, actorId, step, rule }: TimelineEvent) {
  const who = actorId ? `${(await station.byId(actorId)).name} (${actorRole.replaceAll('_', ' ')})` : 'automatic';
  const rules = rule || enforcedBy(service, nameOf(step)).join(' ');
  return [occurredAt.slice(11, 23), service, who, nameOf(step), nameOf(type), rules];
}

/** Rules that a step of a service enforces, from the protos. */
function enforcedBy(service: string, step: string): readonly string[] {
  const fullName = `waystation.${service}.v1.${service[0]!.toUpperCase()}${service.slice(1)}Service`;
  const method = registry.getService(fullName)?.methods.find(({ name }) => name === step);
  return (method && stepOptions(method)?.enforces) ?? [];
}

const nameOf = (fullName: string) => fullName.split(/[./]/).at(-1)!;
