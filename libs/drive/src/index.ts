export { signIn, type Api, type Entrance } from './api.ts';
export { Problem, type FieldProblem, type MissingThing } from './problem.ts';
