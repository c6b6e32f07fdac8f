import { grpcDefinition } from '@waystation/call';
import { fullNameOf } from '@waystation/service';
import { jestGlobals } from '../jest-globals.ts';
import type { StepClass, TestService } from '../test-service.ts';
import { prepared, type Prepared, type Samples } from './samples.ts';

/** A field that no message has, number 536870911: whoever reads it leaves it aside, but the bytes are others. */
const unknownField = Buffer.from([0xf8, 0xff, 0xff, 0xff, 0x0f, 0x01]);

/**
 * A test for each use case: done twice with one key, one after the other and at once, it publishes once and answers the
 * same; another request with that key is refused.
 */
export function describeIdempotency(service: TestService, samples: Samples): void {
  const { describe, it, expect } = jestGlobals();
  describe('the same key', () => {
    for (const step of service.definition.useCases) {
      it(`does ${step.name} once`, async () => {
        const sample = await prepared(service, samples, step);
        const first = await answered(service, sample, 'the-key');
        const published = (await service.events()).length;
        expect(await answered(service, sample, 'the-key')).toEqual(first);
        expect(await service.events()).toHaveLength(published);
        expect(service.lastRun().outcome).toBe('replayed');
        const other = asOthersWroteIt(service, step, sample);
        await expect(runRaw(service, step, other, sample, 'the-key')).rejects.toMatchObject({
          reason: 'KEY_USED_FOR_ANOTHER_REQUEST',
        });

        await service.reset();
        const again = await prepared(service, samples, step);
        const twins = await Promise.all([answered(service, again, 'the-key'), answered(service, again, 'the-key')]);
        expect(twins[0]).toEqual(twins[1]);
        expect(await service.events()).toHaveLength(published);
      });
    }
  });
}

/** The answer's bytes: what is left out and what is empty are the same there. */
async function answered(service: TestService, { step, request, by }: Prepared, key: string): Promise<Buffer> {
  const { codec } = service.running.contracts.get(step.name)!;
  return codec.responseSerialize(await service.run(step, request, { by, key }));
}

/** The same request in other bytes, as if it had come over the network. */
function asOthersWroteIt(service: TestService, step: StepClass, { request, by }: Prepared): object {
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

function runRaw(
  service: TestService,
  step: StepClass,
  request: object,
  { by }: Prepared,
  key: string,
): Promise<unknown> {
  return service.running.runner.execute(step as never, request, { actor: by, idempotencyKey: key });
}
