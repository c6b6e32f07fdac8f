export { aRequestedOverride } from './a-requested-override.ts';
export { accessMatrixOf, type AccessRow } from './access-matrix.ts';
export { headquarters, outsider, stationA, stationB, twinOf, type Staff, type TestStation } from './people.ts';
export type { Builder, Built, Scene } from './scene.ts';
export type { Answers, StandIns } from './stand-in.ts';
export type { StoredEvent } from './stored-event.ts';
export { Given, StepResult, type Outcome } from './story.ts';
export type { Sample, Samples, StepSample, ReactionSample } from './suites/samples.ts';
export { describeService, type ServiceOptions } from './suites/service.ts';
export { firstInstant, seededBytes, TestClock } from './test-clock.ts';
export { testDataKeysText } from './test-data-keys.ts';
export { testDatabase, type TestDatabase } from './test-database.ts';
export {
  startTestService,
  TestService,
  type Actors,
  type Keeper,
  type ArrivalOptions,
  type Fields,
  type RunOptions,
  type StepClass,
} from './test-service.ts';
export { testCluster } from './throwaway-cluster.ts';
