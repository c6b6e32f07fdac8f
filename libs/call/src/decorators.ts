import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import type { Call } from './call.ts';

/** A class, as Nest knows a provider. */
export type ClassOf<T = object> = new (...dependencies: never[]) => T;

/** A business step. `ask` runs without a transaction and may read and call; `execute` decides. */
export interface UseCaseClass<Request = never, Response = unknown, Asked = never> {
  execute(request: Request, call: Call, asked: Asked): Promise<Response>;
  /** Answers what `execute` gets. */
  ask?(request: Request, call: Call): Promise<unknown>;
}

/** What a service does when an event of another (or its own) comes. */
export interface ReactionClass<Event = never> {
  execute(event: Event, call: Call): Promise<void>;
}

/** A question that changes nothing. */
export interface QueryClass<Request = never, Response = unknown> {
  execute(request: Request, call: Call): Promise<Response>;
}

const reactionKey = Symbol('waystation.reaction');
const kindKey = Symbol('waystation.kind');

/** A step: `start-job.ts` has the class `StartJob`, the rpc's name; or the name of a timer. */
export function UseCase(): <T extends ClassOf<UseCaseClass>>(target: T) => void {
  return marked('use case');
}

/** A query: `list-jobs.ts` has the class `ListJobs`, the rpc's name. */
export function Query(): <T extends ClassOf<QueryClass>>(target: T) => void {
  return marked('query');
}

/** What is done when an event comes. @param event full name of the message */
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

/** The event that a reaction waits for. @throws Error for a class without `@Reaction` */
export function eventOf(reaction: ClassOf): string {
  const event = Reflect.getMetadata(reactionKey, reaction) as string | undefined;
  if (!event) throw new Error(`${reaction.name} has no @Reaction`);
  return event;
}

/** Whether the class is marked as such. */
export function isMarked(target: ClassOf, kind: 'use case' | 'query' | 'reaction'): boolean {
  return Reflect.getMetadata(kindKey, target) === kind;
}
