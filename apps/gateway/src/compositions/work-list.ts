import { toJson, type Message } from '@bufbuild/protobuf';
import { messageNamed, registry } from '@waystation/contracts';
import type { Endpoint } from '../api/endpoint.ts';
import type { Backends } from '../transcoding/backends.ts';
import { askAll, rpcsNamed } from './ask-all.ts';
import { joined } from './joined.ts';
import { compareTimes, type Timestamp } from './timestamps.ts';

/** Fields of `waystation.standard.v1.WorkItem` used for sorting. */
interface WorkItem extends Message {
  dueAt?: Timestamp;
  since?: Timestamp;
}

/** Open work of a station: `ListWork` of every service, earliest due time first. */
export function workListEndpoint(backends: Pick<Backends, 'call'>, rpcs = rpcsNamed(joined.work.rpc)): Endpoint {
  return {
    method: 'GET',
    template: joined.work.template,
    isStep: false,
    hasBody: false,
    answer: async (request) => {
      const { parts, missing } = await askAll(backends, rpcs, joined.work.list, request);
      const items = parts.flatMap(({ service, elements }) =>
        elements.map((item) => ({ service, item: item as WorkItem })),
      );
      items.sort((a, b) => compareTimes(a.item.dueAt, b.item.dueAt) || compareTimes(a.item.since, b.item.since));
      const work = messageNamed('waystation.standard.v1.WorkItem');
      const json = (item: Message) => toJson(work, item, { registry, alwaysEmitImplicit: true }) as object;
      return { items: items.map(({ service, item }) => ({ service, ...json(item) })), missing };
    },
  };
}
