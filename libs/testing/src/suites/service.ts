import { jestGlobals } from '../jest-globals.ts';
import type { StepClass, TestService } from '../test-service.ts';
import { itRefusesOtherRoles } from './access.ts';
import { itPublishesOnce } from './idempotency.ts';
import { itRefusesAnotherStation } from './isolation.ts';
import { itPublishes } from './published.ts';
import { itReactsOnce } from './reactions.ts';
import { describeRowLevelSecurity } from './row-level-security.ts';
import type { Samples } from './samples.ts';
import { describeSchema } from './schema.ts';

/** Options of `describeService`. */
export interface ServiceOptions {
  /** Use cases, queries and reactions without a sample, by class name. */
  except?: readonly string[];
  /** Check after each step of a sample. */
  afterStep?: () => Promise<unknown>;
  /** Values for columns whose constraints refuse generated values: table -> column -> value. */
  values?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Adds the tests that every service needs, from a sample of each use case, query and reaction: steps publish the events of
 * their sample, refuse other stations, and publish once when repeated with the same key; queries refuse other stations;
 * reactions act once; tables have row level security and the columns of the mappings; roles not in the proto are refused.
 */
export function describeService(
  service: TestService,
  { steps, queries = {}, reactions = {} }: Samples,
  { except = [], afterStep, values }: ServiceOptions = {},
): void {
  const { describe, expect, it } = jestGlobals();
  const { definition } = service;
  const sampled = <Class extends { name: string }>(classes: readonly Class[]) =>
    classes.filter(({ name }) => !except.includes(name));
  const all = sampled([...definition.useCases, ...definition.queries, ...definition.reactions]);

  describe(`The service ${definition.name}`, () => {
    it('has a sample of each step, query and reaction', () => {
      const samples = Object.keys({ ...steps, ...queries, ...reactions });
      expect(samples.sort()).toEqual(all.map(({ name }) => name).sort());
    });

    itRefusesOtherRoles(service, [...definition.useCases, ...definition.queries] as readonly StepClass[]);
  });

  const withSample = <Class extends { name: string }, Sample>(
    classes: readonly Class[],
    samples: Readonly<Record<string, Sample>>,
    tests: (each: Class, sample: Sample) => void,
  ) => {
    for (const each of sampled(classes)) {
      const sample = samples[each.name];
      if (sample) describe(each.name, () => tests(each, sample));
    }
  };
  withSample(definition.useCases as readonly StepClass[], steps, (step, sample) => {
    if (sample.publishes) itPublishes(service, step, sample, afterStep);
    itRefusesAnotherStation(service, step, sample);
    itPublishesOnce(service, step, sample);
  });
  withSample(definition.queries as readonly StepClass[], queries, (query, sample) =>
    itRefusesAnotherStation(service, query, sample),
  );
  withSample(definition.reactions, reactions, (reaction, sample) => itReactsOnce(service, reaction, sample));
  describeRowLevelSecurity(service, values);
  describeSchema(service);
}
