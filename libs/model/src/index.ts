export type { Actor, StepActor } from './actor.ts';
export { isDrawn, type PenStroke } from './drawn.ts';
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
  type Scope,
  type StationBeginning,
  type StepFacts,
  type TimerChange,
  type VisitRef,
} from './aggregate.ts';
export { appended } from './appended.ts';
export type { Clock } from './clock.ts';
export { currencyViolations, mustBeCurrency, mustBeCurrencyOfStation } from './currency.ts';
export {
  addDecimals,
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  percentage,
  roundDecimal,
  shortestDecimal,
  unscaledAt,
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
  violationsMax,
  WrongState,
  type ErrorKind,
  type FieldViolation,
  type Missing,
  named,
  type Fact,
  type Name,
  type Named,
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
export { phoneCountryOf, phoneFrom, phoneViolations, readPhone, type PhoneNumber } from './phone.ts';
export { isSameVehicle, type VehicleIdentity } from './vehicle-identity.ts';
export { plateFrom, plateKey, type NumberPlate } from './plate.ts';
export { preparationItems, type PreparationName } from './preparation.ts';
export { judge, type Judgement, type Requirement, type RuleId, type RuleMode } from './rules.ts';
export {
  contactsOf,
  contactsToShow,
  lackingOfSigner,
  lacksAuthority,
  resolvedSigner,
  type Commitment,
  type CustomerContacts,
  type SignerContact,
  type SignerNamed,
} from './signer.ts';
export { slotContains, slotFrom, slotMinutes, slotOf, slotsOverlap, type Slot } from './slot.ts';
export {
  checkSteps,
  isRefusable,
  mustAllowStep,
  statusesOf,
  stepsTowards,
  type StatusOf,
  type StepRow,
  type Steps,
  type StepTable,
} from './steps.ts';
export { isGiven, isPhoneGiven, isVisible } from './text.ts';
export { checkVin, mustBeVin, vinCheckDigit, type VinCheck } from './vin.ts';
export { formatWallTime, toInstant, toWallTime, type WallTime } from './wall-time.ts';
