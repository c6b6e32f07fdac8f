import type { Actor } from '@waystation/model';
import type { Standard } from './standards.ts';

/** Context of a step beside its request. Time and ids come from here, never from the process. */
export interface Call {
  readonly actor: Actor;
  readonly now: Date;
  /** Time of the event, for a step that was made offline and sent later; `now` otherwise. */
  readonly happenedAt: Date;
  /** A new UUIDv7. */
  newId(): string;
  /** The station of the request. @throws for a network-wide step */
  readonly stationId: string;
  /** Full name of the rpc, the reaction's class or the timer's step. */
  readonly name: string;
  /** True for a dry run; `ask` must make its calls to other services as dry runs too. */
  readonly validateOnly: boolean;
  /** Headers that `ask` passes on to the services that it calls. */
  readonly passedOn: PassedOn;
  /** Version of the standard that the triggering event carries, if any. */
  readonly standardVersion: string | undefined;
  /** Modes and limits of a version of the standard at the call's station. For `execute` only. */
  standard(version: string | null | undefined): Promise<Standard>;
}

/** Values that travel with the calls of a step to other services. */
export interface PassedOn {
  token: string | undefined;
  deadline: Date | undefined;
  /** Derived from the key of the step, so that a repeated step repeats its calls. */
  idempotencyKey: string | undefined;
  language: string;
  signal: AbortSignal;
}
