import { describe, expect, it } from '@jest/globals';
import { ConsumerLag } from './consumer-lag.ts';

const batch = { offsets: [10n, 11n, 13n], times: [1_000, 2_000, 3_000], end: 15n, high: 20n };

describe('The backlog of a consumer', () => {
  it('counts the messages up to the end of the partition and shrinks as they are consumed', () => {
    const lag = new ConsumerLag();
    const place = lag.fetched('t', 0, batch);
    expect(lag.byTopic(11_000)).toEqual([{ topic: 't', messages: 10, seconds: 10 }]);
    place.consumed(10n);
    expect(lag.byTopic(11_000)).toEqual([{ topic: 't', messages: 9, seconds: 9 }]);
    place.consumed(13n);
    expect(lag.byTopic(11_000)).toEqual([{ topic: 't', messages: 5, seconds: 8 }]);
  });

  it('is empty once everything is consumed, even if compaction removed the last offsets', () => {
    const lag = new ConsumerLag();
    lag.fetched('t', 0, { ...batch, high: 15n }).consumed(13n);
    expect(lag.byTopic()).toEqual([{ topic: 't', messages: 0, seconds: 0 }]);
  });

  it('sums the partitions of a topic and takes the age of the oldest message', () => {
    const lag = new ConsumerLag();
    lag.fetched('t', 0, batch).consumed(13n);
    lag.fetched('t', 1, { offsets: [0n], times: [500], end: 1n, high: 1n });
    expect(lag.byTopic(10_500)).toEqual([{ topic: 't', messages: 6, seconds: 10 }]);
  });

  it('forgets a partition that another member consumes now', () => {
    const lag = new ConsumerLag();
    lag.fetched('t', 0, batch);
    lag.fetched('t', 1, batch);
    lag.assign({ t: [1] });
    expect(lag.byTopic(11_000)).toEqual([{ topic: 't', messages: 10, seconds: 10 }]);
    lag.assign({});
    expect(lag.byTopic()).toEqual([]);
  });
});
