import { create, fromBinary, toBinary, type DescMethod } from '@bufbuild/protobuf';
import { Metadata, status } from '@grpc/grpc-js';
import { serviceNamed } from '@waystation/contracts';
import type { Endpoint } from '../api/endpoint.ts';
import { overridesEndpoint } from './overrides.ts';
import { timelineEndpoint } from './timeline.ts';
import { workListEndpoint } from './work-list.ts';

const workshop = serviceNamed('waystation.workshop.v1.WorkshopService');

/** Copy of the workshop's rpc under another service. */
function of(service: string, rpc: DescMethod): DescMethod {
  return { ...rpc, parent: { ...rpc.parent, typeName: `waystation.${service}.v1.Service` } } as DescMethod;
}

type Answer = object | (() => object);

/** Services with one prepared answer each; a function throws the error of its service. */
function backendsOf(answers: Record<string, Answer | Answer[]>) {
  const asked: unknown[] = [];
  return {
    asked,
    call: async (rpc: DescMethod, request: Buffer) => {
      asked.push(fromBinary(rpc.input, request));
      const given = answers[rpc.parent.typeName.split('.')[1]!]!;
      const answer = Array.isArray(given) ? given.shift()! : given;
      const message = typeof answer === 'function' ? (answer as () => object)() : answer;
      return Buffer.from(toBinary(rpc.output, create(rpc.output, message as never)));
    },
  };
}

function fail(code: status): never {
  throw Object.assign(new Error(status[code]), { code, details: '', metadata: new Metadata() });
}

const at = (seconds: number, nanos = 0) => ({ seconds: BigInt(seconds), nanos });

function answer(endpoint: Endpoint, query = ''): Promise<unknown> {
  const terms = { metadata: new Metadata(), deadline: new Date(), signal: new AbortController().signal };
  const path = new Map([
    ['station_id', 's'],
    ...(endpoint.template.includes('visit_id') ? [['visit_id', 'v'] as const] : []),
  ] as [string, string][]);
  return endpoint.answer({ path, query: new URLSearchParams(query), body: undefined, terms });
}

describe('The timeline of a visit', () => {
  const rpc = workshop.method['listEvents']!;
  const rpcs = [of('workshop', rpc), of('parts', rpc)];
  const ids = (timeline: unknown) =>
    (timeline as { events: { eventId: string }[] }).events.map(({ eventId }) => eventId);

  it('sorts the events of all services by the time they occurred, then by the time they were recorded', async () => {
    const backends = backendsOf({
      workshop: {
        events: [
          { eventId: 'w2', occurredAt: at(20), recordedAt: at(22) },
          { eventId: 'w1', occurredAt: at(10, 500_000_000), recordedAt: at(11) },
        ],
      },
      parts: {
        events: [
          { eventId: 'p1', occurredAt: at(10), recordedAt: at(90) },
          { eventId: 'p2', occurredAt: at(20), recordedAt: at(21) },
        ],
      },
    });
    const timeline = await answer(timelineEndpoint(backends, rpcs));
    expect(ids(timeline)).toEqual(['p1', 'w1', 'p2', 'w2']);
    expect(timeline).toMatchObject({
      events: [{ service: 'parts', occurredAt: '1970-01-01T00:00:10Z' }, {}, {}, {}],
      missing: [],
    });
    expect(backends.asked).toMatchObject([{ stationId: 's', visitId: 'v', pageSize: 200 }, {}]);
  });

  it('reads all pages of a service and reports when there are too many', async () => {
    const page = (id: string, nextPageToken: string) => ({ events: [{ eventId: id }], nextPageToken });
    const backends = backendsOf({ workshop: [page('1', 'a'), page('2', '')], parts: page('p', 'more') });
    const timeline = await answer(timelineEndpoint(backends, rpcs));
    expect(ids(timeline).filter((id) => id !== 'p')).toEqual(['1', '2']);
    expect(timeline).toMatchObject({ missing: [{ service: 'parts', reason: 'TOO_MANY' }] });
  });

  it('leaves out a service that is unavailable or refuses the caller, and names it', async () => {
    const events = { events: [{ eventId: 'w' }] };
    for (const code of [status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.PERMISSION_DENIED, status.INTERNAL]) {
      const timeline = await answer(timelineEndpoint(backendsOf({ workshop: events, parts: () => fail(code) }), rpcs));
      expect(ids(timeline)).toEqual(['w']);
      expect(timeline).toMatchObject({ missing: [{ service: 'parts', reason: status[code] }] });
    }
  });

  it('passes on the refusal if every service refuses the caller', async () => {
    const refuse = () => fail(status.PERMISSION_DENIED);
    await expect(answer(timelineEndpoint(backendsOf({ workshop: refuse, parts: refuse }), rpcs))).rejects.toMatchObject(
      { code: status.PERMISSION_DENIED },
    );
  });

  it('refuses an invalid request and a caller who is not signed in', async () => {
    for (const code of [status.INVALID_ARGUMENT, status.UNAUTHENTICATED]) {
      const backends = backendsOf({ workshop: { events: [] }, parts: () => fail(code) });
      await expect(answer(timelineEndpoint(backends, rpcs))).rejects.toMatchObject({ code });
    }
    const backends = backendsOf({ workshop: { events: [] }, parts: { events: [] } });
    for (const query of ['pageSize=1', 'pageToken=x', 'colour=red']) {
      await expect(answer(timelineEndpoint(backends, rpcs), query)).rejects.toMatchObject({ kind: 'invalid' });
    }
  });
});

describe('The work list of a station', () => {
  const rpc = workshop.method['listWork']!;
  const rpcs = [of('workshop', rpc), of('quality', rpc)];

  it('puts the work due first on top, then work without a due time by age', async () => {
    const backends = backendsOf({
      workshop: {
        items: [
          { kind: 'c', since: at(1) },
          { kind: 'a', dueAt: at(5) },
        ],
      },
      quality: {
        items: [
          { kind: 'd', since: at(2) },
          { kind: 'b', dueAt: at(5, 1), since: at(0) },
        ],
      },
    });
    const list = await answer(workListEndpoint(backends, rpcs), 'role=TECHNICIAN');
    expect(list).toMatchObject({
      items: [{ kind: 'a', service: 'workshop' }, { kind: 'b' }, { kind: 'c' }, { kind: 'd' }],
      missing: [],
    });
    expect(backends.asked).toMatchObject([{ role: 8 }, { role: 8 }]);
  });
});

describe('The overrides of a station', () => {
  const rpc = serviceNamed('waystation.quality.v1.QualityService').method['listStationOverrides']!;
  const rpcs = [of('reception', rpc), of('quality', rpc)];
  const given = { reception: ['r7', 'r5', 'r1'], quality: ['s6', 's4', 's3', 's2'] };
  /** Ids that sort by their digit. */
  const idOf = (name: string) => `0198000${name[1]}-0000-7000-8000-00000000000${name.charCodeAt(0) % 10}`;
  /** Services that paginate as real ones do. */
  const backends = {
    call: async (asked: DescMethod, bytes: Buffer) => {
      const { pageSize, pageToken } = fromBinary(asked.input, bytes) as unknown as Record<'pageToken', string> &
        Record<'pageSize', number>;
      const before = pageToken ? (JSON.parse(Buffer.from(pageToken, 'base64url').toString()) as string[])[0]! : 'f';
      const own = given[asked.parent.typeName.split('.')[1] as keyof typeof given]
        .map(idOf)
        .filter((id) => id < before);
      const overrides = own.slice(0, pageSize).map((overrideId) => ({ overrideId }));
      const nextPageToken = own.length > overrides.length ? 'more' : '';
      return Buffer.from(toBinary(asked.output, create(asked.output, { overrides, nextPageToken } as never)));
    },
  };

  it('merge the overrides of all services, newest first, page by page', async () => {
    const endpoint = overridesEndpoint(backends, rpcs);
    const seen: string[][] = [];
    for (let token = ''; ;) {
      const query = `pageSize=3${token && `&pageToken=${token}`}`;
      const page = (await answer(endpoint, query)) as { overrides: { overrideId: string }[]; nextPageToken: string };
      seen.push(page.overrides.map(({ overrideId }) => overrideId[7]!));
      if (!(token = page.nextPageToken)) break;
    }
    expect(seen).toEqual([['7', '6', '5'], ['4', '3', '2'], ['1']]);
  });

  it('name the service whose part is missing, and refuse an unknown field', async () => {
    const cut = {
      call: (asked: DescMethod, bytes: Buffer) =>
        asked.parent.typeName.includes('quality') ? fail(status.UNAVAILABLE) : backends.call(asked, bytes),
    };
    expect(await answer(overridesEndpoint(cut, rpcs), 'pageSize=9')).toMatchObject({
      overrides: [{ service: 'reception' }, {}, {}],
      nextPageToken: '',
      missing: [{ service: 'quality', reason: 'UNAVAILABLE' }],
    });
    await expect(answer(overridesEndpoint(backends, rpcs), 'colour=red')).rejects.toThrow('colour');
  });
});
