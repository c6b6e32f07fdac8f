import type { Actor } from '@waystation/model';
import type { Standard } from './standards.ts';

/** What a step knows beside its request. Time and ids come from here, never from the process. */
export interface Call {
  readonly actor: Actor;
  readonly now: Date;
  /** When it happened, for a step that was done offline and sent later; `now` otherwise. */
  readonly happenedAt: Date;
  /** A new UUIDv7. */
  newId(): string;
  /** The station of the request. @throws for a network-wide step */
  readonly stationId: string;
  /** Full name of the rpc, the reaction's class or the timer's step. */
  readonly name: string;
  /** Asked only whether it would be done; whatever `ask` asks of others must be asked likewise. */
  readonly validateOnly: boolean;
  /** What `ask` passes on to the services that it calls. */
  readonly passedOn: PassedOn;
  /** Version of the standard that the triggering event carries, if one does. */
  readonly standardVersion: string | undefined;
  /** What a version of the standard says at the call's station: modes and limits. For `execute` only. */
  standard(version: string | null | undefined): Promise<Standard>;
}

/** What travels with the calls that a step makes of other services. */
export interface PassedOn {
  token: string | undefined;
  deadline: Date | undefined;
  /** Derived from the step's own, so that a repeat of the step repeats its calls. */
  idempotencyKey: string | undefined;
  language: string;
  signal: AbortSignal;
}
