import { create, toBinary } from '@bufbuild/protobuf';
import { messageNamed } from '@waystation/contracts';
import { answerJson } from './answer-json.ts';

it('an answer contains empty fields, 64-bit numbers as strings, times as RFC 3339 and enums by name', () => {
  const record = messageNamed('waystation.standard.v1.EventRecord');
  const event = create(record, { sequence: 12n, occurredAt: { seconds: 1772438400n, nanos: 5_000_000 } } as never);
  expect(answerJson(record, toBinary(record, event))).toMatchObject({
    sequence: '12',
    occurredAt: '2026-03-02T08:00:00.005Z',
    actorId: '',
  });
  const work = messageNamed('waystation.standard.v1.WorkItem');
  expect(answerJson(work, toBinary(work, create(work, { role: 8 } as never)))).toMatchObject({ role: 'TECHNICIAN' });
});
