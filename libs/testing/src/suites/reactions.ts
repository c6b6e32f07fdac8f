import { eventOf } from '@waystation/call';
import { jestGlobals } from '../jest-globals.ts';
import { stationA, stationB } from '../people.ts';
import type { Builder } from '../scene.ts';
import type { TestService } from '../test-service.ts';
import { rowsOf } from './samples.ts';

/** An example of an event that something is done about: what there is, and the event's fields. */
export interface ReactionSample {
  given?: readonly Builder[];
  event: object | ((...built: never[]) => object);
}

/** One for each reaction, by class name. */
export type ReactionSamples = Readonly<Record<string, ReactionSample>>;

/**
 * Tests for each reaction: its event acts, acts no second time, and of another station's event nothing is changed here.
 */
export function describeReactions(service: TestService, samples: ReactionSamples): void {
  const { describe, it, expect } = jestGlobals();
  const fieldsOf = async (name: string): Promise<object> => {
    const sample = samples[name];
    if (!sample) throw new Error(`there is no sample of ${name}: add one to the map that the suite is given`);
    const built = await service.arrange(...(sample.given ?? []));
    return typeof sample.event === 'function' ? sample.event(...(built as never[])) : sample.event;
  };
  describe('an event', () => {
    for (const reaction of service.definition.reactions) {
      it(`is acted on once by ${reaction.name}`, async () => {
        const event = service.event(eventOf(reaction), await fieldsOf(reaction.name));
        const before = await rowsOf(service, stationA.id);
        await service.react(event);
        const after = await rowsOf(service, stationA.id);
        expect(after).not.toEqual(before);
        await service.react(event);
        expect(await rowsOf(service, stationA.id)).toEqual(after);
      });

      it(`of another station changes nothing here by ${reaction.name}`, async () => {
        const fields = await fieldsOf(reaction.name);
        const before = await rowsOf(service, stationA.id);
        await service
          .react(service.event(eventOf(reaction), { ...fields, stationId: stationB.id }))
          .catch(() => undefined);
        expect(await rowsOf(service, stationA.id)).toEqual(before);
      });
    }
  });
}
