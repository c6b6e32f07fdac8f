export { admit } from './access.ts';
export type { Actor } from '@waystation/model';
export type { Call, PassedOn } from './call.ts';
export { codeListsOf, namesFrom } from './code-lists.ts';
export { contractsOf, type MethodCodec, type RpcContract } from './contract.ts';
export { callScope, deadlineInterceptor, inheritDeadline, type CallScope } from './deadline.ts';
export { describeViolation, fieldTexts, hasWordsForPattern } from './field-texts.ts';
export type { Gated, GateOverrides, OpenOverride } from './gate-overrides.ts';
export {
  GrpcController,
  type GrpcControllerClass,
  type RpcDefinitions,
  type Rpcs,
  type RpcsOf,
} from './grpc-controller.ts';
export { toGrpcAnswer, type GrpcAnswer } from './grpc-status.ts';
export { makeTokenKeys, TokenSigner, TokenVerifier } from './internal-token.ts';
export { measureRuns } from './metrics.ts';
export { checkSizes } from './request-size.ts';
export { noStation } from './request-key.ts';
export {
  eventOf,
  isMarked,
  Query,
  Reaction,
  UseCase,
  type ClassOf,
  type QueryClass,
  type ReactionClass,
  type UseCaseClass,
} from './decorators.ts';
export { Runner } from './runner.ts';
export { RUNNER_OPTIONS, RunnerContext, type Caller, type RunnerOptions, type RunReport } from './runner-context.ts';
export { standardTopic, type Standard } from './standards.ts';
export { stateSlug, stepSlug } from './state-texts.ts';
export { languageOf, TextCatalogue, type Texts } from './texts.ts';
export type { TimedStep } from './timer-run.ts';
export { warmValidation } from './validation.ts';
export { grpcDefinition } from './wire.ts';
