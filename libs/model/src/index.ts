export {
  Aggregate,
  clearJournal,
  journalOf,
  type Beginning,
  type Facts,
  type FactsParameter,
  type Journal,
  type OwnIdField,
  type PublishedEvent,
  type StepFacts,
  type TimerChange,
} from './aggregate.ts';
export { appended } from './appended.ts';
export type { Clock } from './clock.ts';
export {
  basisPoints,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  roundDecimal,
  type Decimal,
  type RoundingMode,
} from './decimal.ts';
export {
  AlreadyExists,
  Conflict,
  DomainError,
  Invalid,
  NotAllowed,
  NotFound,
  NotSignedIn,
  Refused,
  RuleBroken,
  Unavailable,
  WrongState,
  type ErrorKind,
  type FieldViolation,
  type Missing,
} from './errors.ts';
export { isId, newId } from './id.ts';
export { mustFit } from './letters.ts';
export {
  addMoney,
  amountText,
  compareMoney,
  isCurrency,
  isZeroMoney,
  minorUnitsOf,
  money,
  moneyText,
  multiplyMoney,
  negateMoney,
  percentOfMoney,
  splitMoney,
  subtractMoney,
  sumMoney,
  zeroMoney,
  type Money,
} from './money.ts';
export { judge, type Judgement, type Requirement, type RuleId, type RuleMode } from './rules.ts';
export { slotContains, slotFrom, slotMinutes, slotOf, slotsOverlap, type Slot } from './slot.ts';
export { checkSteps, type StatusOf, type StepRow, type Steps, type StepTable } from './steps.ts';
export { checkVin, vinCheckDigit, type VinCheck } from './vin.ts';
export { toInstant, toWallTime, type WallTime } from './wall-time.ts';
