import { jestGlobals } from '../jest-globals.ts';
import { stationA } from '../people.ts';
import type { StepClass, TestService } from '../test-service.ts';
import { prepared, type StepSample } from './samples.ts';

const listOf = new Intl.ListFormat('en');

/** Adds a test that a step publishes exactly the events of its sample, with its station and standard version. */
export function itPublishes(
  service: TestService,
  step: StepClass,
  sample: StepSample,
  afterwards: () => Promise<unknown> = async () => {},
): void {
  const { it, expect } = jestGlobals();
  const expected = Object.entries(sample.publishes ?? {}).flatMap(([name, fields]) =>
    (Array.isArray(fields) ? (fields as object[]) : [fields as object]).map((each) => ({ name, fields: each })),
  );
  it(`publishes ${listOf.format(Object.keys(sample.publishes ?? {})) || 'nothing'}`, async () => {
    const { request, options } = await prepared(service, sample, step);
    await service.run(step, request, options);
    const events = await service.events();
    expect(events.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
    expect(events).toMatchObject(expected);
    const isOfStation = service.running.contracts.get(step.name)!.access.scope === 'STATION';
    for (const { stationId, topic, headers } of events) {
      if (isOfStation) expect(stationId).toBe(stationA.id);
      if (/\.visit\./.test(topic)) expect(headers).toMatchObject({ ce_standardversion: '7' });
    }
    await afterwards();
  });
}
