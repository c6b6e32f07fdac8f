import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import type { Call } from './call.ts';

/** Class of a Nest provider. */
export type ClassOf<T = object> = new (...dependencies: never[]) => T;

/** A business step. `ask` runs without a transaction and may read and call other services; `execute` decides. */
export interface UseCaseClass<Request = never, Response = unknown, Asked = never> {
  execute(request: Request, call: Call, asked: Asked): Promise<Response>;
  /** Result is passed to `execute`. */
  ask?(request: Request, call: Call): Promise<unknown>;
}

/** Work of a service when an event arrives, from itself or another service. */
export interface ReactionClass<Event = never> {
  execute(event: Event, call: Call): Promise<void>;
}

/** A query; changes nothing. */
export interface QueryClass<Request = never, Response = unknown> {
  execute(request: Request, call: Call): Promise<Response>;
}

const reactionKey = Symbol('waystation.reaction');
const kindKey = Symbol('waystation.kind');

/** Marks a step. The class is named like its rpc (`StartJob` in `start-job.ts`) or its timer. */
export function UseCase(): <T extends ClassOf<UseCaseClass>>(target: T) => void {
  return marked('use case');
}

/** Marks a query. The class is named like its rpc (`ListJobs` in `list-jobs.ts`). */
export function Query(): <T extends ClassOf<QueryClass>>(target: T) => void {
  return marked('query');
}

/** Marks a reaction to an event. @param event full name of the message */
export function Reaction(event: string): <T extends ClassOf<ReactionClass>>(target: T) => void {
  return (target) => {
    Reflect.defineMetadata(reactionKey, event, target);
    marked('reaction')(target);
  };
}

function marked(kind: string): (target: ClassOf) => void {
  return (target) => {
    Reflect.defineMetadata(kindKey, kind, target);
    Injectable()(target);
  };
}

/** Full name of the event that a reaction handles. @throws Error for a class without `@Reaction` */
export function eventOf(reaction: ClassOf): string {
  const event = Reflect.getMetadata(reactionKey, reaction) as string | undefined;
  if (!event) throw new Error(`${reaction.name} has no @Reaction`);
  return event;
}

/** True if the class is marked with the decorator of this kind. */
export function isMarked(target: ClassOf, kind: 'use case' | 'query' | 'reaction'): boolean {
  return Reflect.getMetadata(kindKey, target) === kind;
}
