import { toJson, type Message } from '@bufbuild/protobuf';
import { messageNamed, registry } from '@waystation/contracts';
import { pageToken } from '@waystation/store';
import type { Endpoint } from '../api/endpoint.ts';
import type { Backends } from '../transcoding/backends.ts';
import { askEach, pageOf, rpcsNamed } from './ask-all.ts';
import { joined } from './joined.ts';

/** Field of `waystation.standard.v1.OverrideRecord` used for sorting. */
interface OverrideRecord extends Message {
  overrideId: string;
}

const pageSizeDefault = 50;

/**
 * Overrides of a station: one page from each service with gates, merged. Ids increase with time across services and the
 * page token is an id, so each service continues where the merged page ended.
 */
export function overridesEndpoint(backends: Pick<Backends, 'call'>, rpcs = rpcsNamed(joined.overrides.rpc)): Endpoint {
  const { template, list } = joined.overrides;
  return {
    method: 'GET',
    template,
    isStep: false,
    hasBody: false,
    answer: async ({ terms, ...request }) => {
      const { parts, missing } = await askEach(rpcs, (rpc) => pageOf(backends, rpc, list, request, terms));
      const limit = Number(request.query.get('pageSize')) || pageSizeDefault;
      const found = parts.flatMap(({ service, elements }) =>
        elements.map((each) => ({ service, override: each as OverrideRecord })),
      );
      found.sort((a, b) => (a.override.overrideId < b.override.overrideId ? 1 : -1));
      const page = found.slice(0, limit);
      const isMore = found.length > limit || parts.some(({ isWhole }) => !isWhole);
      const record = messageNamed('waystation.standard.v1.OverrideRecord');
      const json = (each: Message) => toJson(record, each, { registry, alwaysEmitImplicit: true }) as object;
      return {
        overrides: page.map(({ service, override }) => ({ service, ...json(override) })),
        nextPageToken: isMore ? pageToken.of(page.at(-1)!.override.overrideId) : '',
        missing,
      };
    },
  };
}
