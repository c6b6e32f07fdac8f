import { DomainError } from '@waystation/model';
import { jestGlobals } from '../jest-globals.ts';
import { stationA } from '../people.ts';
import type { StepClass, TestService } from '../test-service.ts';

/** Adds a test that rpcs refuse every station role that their proto does not list. */
export function itRefusesOtherRoles(service: TestService, steps: readonly StepClass[]): void {
  const { it, expect } = jestGlobals();
  it('refuses every role that the proto of an rpc does not list', async () => {
    for (const step of steps) {
      const { roles, factsFor = [] } = service.running.contracts.get(step.name)!.access;
      const named = [...roles, ...factsFor];
      for (const by of Object.values(stationA.staff).filter((actor) => !named.includes(actor.roles[0]!))) {
        const refusal = await service.run(step, {}, { by }).catch((error: unknown) => error);
        expect([step.name, by.roles, refusal instanceof DomainError && refusal.reason]).toEqual([
          step.name,
          by.roles,
          'ROLE_MISSING',
        ]);
      }
    }
  });
}
