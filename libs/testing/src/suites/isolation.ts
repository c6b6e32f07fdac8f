import { DomainError } from '@waystation/model';
import { jestGlobals } from '../jest-globals.ts';
import { outsider, stationA, stationB, twinOf } from '../people.ts';
import type { RunOptions, StepClass, TestService } from '../test-service.ts';
import { prepared, rowsOf, type Prepared, type Sample } from './samples.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Adds a test that staff of another station can neither read nor change data of station A, while staff of station A
 * succeed, which proves that the sample is valid.
 */
export function itRefusesAnotherStation(service: TestService, step: StepClass, sample: Sample): void {
  const { it, expect } = jestGlobals();
  const isOfNetwork = service.running.contracts.get(step.name)!.access.scope === 'NETWORK';
  it(isOfNetwork ? 'succeeds for the network' : 'refuses staff of another station', async () => {
    const asked = await prepared(service, sample, step);
    const { by } = asked.options;
    if (!isOfNetwork) {
      const before = await rowsOf(service, stationA.id);
      const as = (actor: RunOptions['by']) => ({ ...asked, options: { ...asked.options, by: actor } });
      const stranger = { ...outsider, roles: [...outsider.roles, ...by.roles] };
      expect(await answer(service, as(twinOf(by)), stationA.id)).toBe('OTHER_STATION');
      expect(await answer(service, as(stranger), stationA.id)).toBe('OTHER_STATION');
      const known = new Set(JSON.stringify(asked.request, plain).match(uuid));
      const secret = [...new Set(JSON.stringify(before).match(uuid))].filter((id) => !known.has(id));
      const answered = await answer(service, as(twinOf(by)), stationB.id);
      expect(secret.filter((id) => answered.includes(id))).toEqual([]);
      expect(await rowsOf(service, stationA.id)).toEqual(before);
    }
    await service.run(step, asked.request, asked.options);
  });
}

/** Answer as text, or the slug of the refusal. */
async function answer(service: TestService, { step, request, options }: Prepared, stationId: string): Promise<string> {
  try {
    return JSON.stringify(await service.run(step, { ...(request as object), stationId } as never, options), plain);
  } catch (error) {
    if (error instanceof DomainError) return error.reason;
    throw error;
  }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
