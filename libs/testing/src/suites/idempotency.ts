import { grpcDefinition } from '@waystation/call';
import { fullNameOf } from '@waystation/service';
import { jestGlobals } from '../jest-globals.ts';
import { stationA } from '../people.ts';
import type { StepClass, TestService } from '../test-service.ts';
import { prepared, rowsOf, type Prepared, type StepSample } from './samples.ts';

/** Encoded field with the unused number 536870911: readers ignore it, but the bytes differ. */
const unknownField = Buffer.from([0xf8, 0xff, 0xff, 0xff, 0x0f, 0x01]);

/**
 * Adds a test that a step called twice with the same key, in sequence or at the same time, publishes once and gives the
 * same answer, and that another request with the key is refused.
 */
export function itPublishesOnce(service: TestService, step: StepClass, sample: StepSample): void {
  const { it, expect } = jestGlobals();
  it('publishes once when called twice with the same key', async () => {
    const asked = await prepared(service, sample, step);
    const first = await answered(service, asked, 'the-key');
    const published = (await service.events()).length;
    const rows = await rowsOf(service, stationA.id);
    expect(await answered(service, asked, 'the-key')).toEqual(first);
    expect(await service.events()).toHaveLength(published);
    expect(await rowsOf(service, stationA.id)).toEqual(rows);
    expect(service.lastRun().outcome).toBe('replayed');
    const { by, ...how } = asked.options;
    const caller = { actor: by, ...how, idempotencyKey: 'the-key' };
    await expect(
      service.running.runner.execute(step as never, inOtherBytes(service, asked), caller),
    ).rejects.toMatchObject({ reason: 'KEY_USED_FOR_ANOTHER_REQUEST' });

    await service.reset();
    const again = await prepared(service, sample, step);
    const twins = await Promise.all([answered(service, again, 'the-key'), answered(service, again, 'the-key')]);
    expect(twins[0]).toEqual(twins[1]);
    expect(await service.events()).toHaveLength(published);
  });
}

/** Serialized answer, in which absent and empty fields are equal. */
async function answered(service: TestService, { step, request, options }: Prepared, key: string): Promise<Buffer> {
  const { codec } = service.running.contracts.get(step.name)!;
  return codec.responseSerialize(await service.run(step, request, { ...options, key }));
}

/** The same request with different bytes, as if received over the network. */
function inOtherBytes(service: TestService, { step, request, options: { by } }: Prepared): object {
  const { codec } = service.running.contracts.get(step.name)!;
  const blank = codec.requestDeserialize(Buffer.alloc(0)) as object;
  const bytes = codec.requestSerialize({
    ...blank,
    ...(by.stationId && { stationId: by.stationId }),
    ...(request as object),
  });
  const full = fullNameOf(service.definition.name);
  const method = grpcDefinition(full, service.definition.controller.definition)[full]![step.name]!;
  return method.requestDeserialize(Buffer.concat([bytes, unknownField])) as object;
}
