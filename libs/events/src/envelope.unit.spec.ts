import { CloudEvent, Kafka } from 'cloudevents';
import { chainHash, ownHash } from './chain.ts';
import { decodeEvent } from './decode.ts';
import { sealTombstone } from './envelope.ts';
import { asSent, jobStarted, station } from '../testing/events.ts';

const incoming = (message: ReturnType<typeof asSent>) => ({
  topic: message.topic,
  partition: 0,
  offset: 0n,
  key: message.key,
  value: message.value === null ? null : Buffer.from(message.value),
  headers: message.headers,
});

test('sealEvent produces a valid CloudEvent in binary mode, checked with the CNCF library', () => {
  const event = jobStarted('visit-1');
  const { headers, key, value } = asSent(event, 7);
  const judged = Kafka.toEvent({ headers, key, value, body: value } as never) as CloudEvent<unknown>;
  expect(judged.validate()).toBe(true);
  expect(new CloudEvent({ ...judged.toJSON(), data: JSON.parse(event.payload) }, true)).toMatchObject({
    specversion: '1.0',
    id: event.eventId,
    type: 'waystation.workshop.v1.JobStarted',
    source: `/stations/${station}/workshop`,
    time: '2026-11-24T08:00:00.123Z',
    dataschema: 'urn:waystation:schema:waystation.workshop.v1.JobStarted',
    datacontenttype: 'application/json',
    sequence: '00000000000000000007',
    partitionkey: 'visit-1',
    stationid: station,
    actor: 'technician:staff-1',
  });
});

test('ownHash covers payload and headers, except those added on sending', () => {
  const { headers, value } = asSent(jobStarted('visit-1'), 1);
  const own = ownHash(headers, String(value));
  expect(ownHash({ ...headers, ce_sequence: '9', traceparent: 'another', tracestate: 'x' }, String(value))).toEqual(
    own,
  );
  expect(ownHash({ ...headers, ce_actor: 'technician:another' }, String(value))).not.toEqual(own);
  expect(ownHash(headers, `${String(value)} `)).not.toEqual(own);
  expect(chainHash(undefined, own)).not.toEqual(chainHash(own, own));
});

test('decodeEvent reads what sealEvent wrote', () => {
  const event = jobStarted('visit-1');
  const arrived = decodeEvent(incoming(asSent(event, 12)));
  expect(arrived).toMatchObject({
    topic: event.topic,
    key: 'visit-1',
    seq: 12n,
    eventId: event.eventId,
    type: event.type,
    stationId: station,
  });
  expect(arrived.value).toEqual(JSON.parse(event.payload));
});

test.each([
  ['no key', { key: undefined }],
  ['no id', { headers: { ce_id: '' } }],
  ['no sequence number', { headers: { ce_sequence: 'seven' } }],
  ['no time', { headers: { ce_time: 'yesterday' } }],
  ['no value', { value: null }],
  ['no JSON', { value: Buffer.from('{') }],
  ['another station in the envelope', { headers: { ce_stationid: '0198c0de-0000-7000-8000-00000000000f' } }],
])('decodeEvent rejects a message with %s', (_, change) => {
  const message = incoming(asSent(jobStarted('visit-1'), 1));
  const changed = {
    ...message,
    ...change,
    headers: { ...message.headers, ...('headers' in change ? change.headers : {}) },
  };
  expect(() => decodeEvent(changed as never)).toThrow();
});

test('sealTombstone produces an event without a value', () => {
  const gone = sealTombstone(
    { id: 'e-1', type: 'waystation.network.v1.StationState', at: new Date(0), subject: 's-1', key: 's-1' },
    { service: 'network', actor: { role: 'network_admin', id: 'a-1' } },
  );
  expect(gone.topic).toBe('network.station.state.v1');
  expect(decodeEvent(incoming(asSent(gone, 2)))).toMatchObject({
    key: 's-1',
    seq: 2n,
    value: null,
    stationId: undefined,
  });
});
