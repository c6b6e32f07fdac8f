import { toJson, type Message } from '@bufbuild/protobuf';
import { messageNamed, registry } from '@waystation/contracts';
import type { Endpoint } from '../api/endpoint.ts';
import type { Backends } from '../transcoding/backends.ts';
import { askAll, rpcsNamed } from './ask-all.ts';
import { joined } from './joined.ts';
import { compareTimes, type Timestamp } from './timestamps.ts';

/** Fields of `waystation.standard.v1.EventRecord` used for sorting. */
interface EventRecord extends Message {
  topic: string;
  sequence: bigint;
  occurredAt?: Timestamp;
  recordedAt?: Timestamp;
}

/** All events of a visit: `ListEvents` of every service, in the order in which they occurred. */
export function timelineEndpoint(backends: Pick<Backends, 'call'>, rpcs = rpcsNamed(joined.timeline.rpc)): Endpoint {
  return {
    method: 'GET',
    template: joined.timeline.template,
    isStep: false,
    hasBody: false,
    answer: async (request) => {
      const { parts, missing } = await askAll(backends, rpcs, joined.timeline.list, request);
      const events = parts.flatMap(({ service, elements }) =>
        elements.map((event) => ({ service, event: event as EventRecord })),
      );
      events.sort((a, b) => compareEvents(a.event, b.event));
      const record = messageNamed('waystation.standard.v1.EventRecord');
      const json = (event: Message) => toJson(record, event, { registry, alwaysEmitImplicit: true }) as object;
      return { events: events.map(({ service, event }) => ({ service, ...json(event) })), missing };
    },
  };
}

function compareEvents(a: EventRecord, b: EventRecord): number {
  return (
    compareTimes(a.occurredAt, b.occurredAt) ||
    compareTimes(a.recordedAt, b.recordedAt) ||
    a.topic.localeCompare(b.topic) ||
    Number(a.sequence - b.sequence)
  );
}
