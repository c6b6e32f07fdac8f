export { signIn, type Api, type Entrance } from './api.ts';
export { Problem, type FieldProblem, type MissingRequirement } from './problem.ts';
export { Station, type Person, type Wanted } from './station.ts';
export { driveVisit, type Drive, type DrivenVisit } from './visit/drive-visit.ts';
export { driveShortVisit, type ShortDrive } from './visit/drive-short-visit.ts';
export type { Refusal, Vehicle } from './visit/scene.ts';
