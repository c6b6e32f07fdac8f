import { eventOf, type ClassOf } from '@waystation/call';
import { DomainError } from '@waystation/model';
import { jestGlobals } from '../jest-globals.ts';
import { stationA, stationB } from '../people.ts';
import type { TestService } from '../test-service.ts';
import { rowsOf, type ReactionSample } from './samples.ts';

/** Adds tests that a reaction acts once on its event and changes nothing for an event of another station. */
export function itReactsOnce(service: TestService, reaction: ClassOf, { given = [], event }: ReactionSample): void {
  const { it, expect } = jestGlobals();
  const arranged = async (): Promise<object> => {
    const built = await service.arrange(...given);
    return typeof event === 'function' ? event(...(built as never[])) : event;
  };

  it('acts once on an event that arrives twice', async () => {
    const arrived = service.event(eventOf(reaction), await arranged());
    const before = await rowsOf(service, stationA.id);
    await service.react(arrived);
    const after = await rowsOf(service, stationA.id);
    expect(after).not.toEqual(before);
    await service.react(arrived);
    expect(await rowsOf(service, stationA.id)).toEqual(after);
  });

  it('changes nothing for an event of another station', async () => {
    const fields = await arranged();
    const before = await rowsOf(service, stationA.id);
    await service
      .react(service.event(eventOf(reaction), { ...fields, stationId: stationB.id }))
      .catch((error: unknown) => expect(error).toBeInstanceOf(DomainError));
    expect(await rowsOf(service, stationA.id)).toEqual(before);
  });
}
