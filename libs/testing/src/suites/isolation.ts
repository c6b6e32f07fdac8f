import type { Actor } from '@waystation/call';
import { DomainError } from '@waystation/model';
import { jestGlobals } from '../jest-globals.ts';
import { outsider, stationA, stationB, twinOf } from '../people.ts';
import type { TestService } from '../test-service.ts';
import { prepared, rowsOf, type Prepared, type Samples } from './samples.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * A test for each use case and query: asked for another station's subject it finds nothing of it and changes nothing, in
 * whatever way it is asked; asked by that station's own people it is done, which shows that the sample is a real one.
 */
export function describeIsolation(service: TestService, samples: Samples): void {
  const { describe, it, expect } = jestGlobals();
  describe('another station', () => {
    for (const step of [...service.definition.useCases, ...service.definition.queries]) {
      it(`finds nothing by ${step.name}`, async () => {
        const sample = await prepared(service, samples, step);
        const isOfNetwork = service.running.contracts.get(step.name)!.access.scope === 'NETWORK';
        const before = await rowsOf(service, stationA.id);
        if (!isOfNetwork) {
          expect(await refusal(service, sample, twinOf(sample.by), stationA.id)).toBe('OTHER_STATION');
          expect(await refusal(service, sample, outsider, stationA.id)).toBe('OTHER_STATION');
          const known = new Set(JSON.stringify(sample.request, plain).match(uuid));
          const secret = [...new Set(JSON.stringify(before).match(uuid))].filter((id) => !known.has(id));
          const told = await answer(service, sample, twinOf(sample.by), stationB.id);
          expect(secret.filter((id) => told.includes(id))).toEqual([]);
        }
        expect(await rowsOf(service, stationA.id)).toEqual(before);
        await service.run(step, sample.request, { by: sample.by });
      });
    }
  });
}

async function refusal(
  service: TestService,
  { step, request }: Prepared,
  by: Actor,
  stationId: string,
): Promise<string> {
  return answer(service, { step, request, by }, by, stationId);
}

/** The answer as text, or the slug that it is refused by. */
async function answer(
  service: TestService,
  { step, request }: Prepared,
  by: Actor,
  stationId: string,
): Promise<string> {
  try {
    return JSON.stringify(await service.run(step, { ...(request as object), stationId } as never, { by }), plain);
  } catch (error) {
    if (error instanceof DomainError) return error.reason;
    throw error;
  }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
