import { eventOf, type ClassOf, type ReactionClass, type Runner } from '@waystation/call';
import type { DueTimer, Reactor, TimerStarter } from '@waystation/events';
import type { CompleteDefinition } from './service-definition.ts';

/** Dispatches incoming events to the service's reactions, and due timers to its timed steps. */
export function reactorOf(
  definition: CompleteDefinition,
  runner: Runner,
): Reactor<ClassOf<ReactionClass>> & TimerStarter {
  const reactions = Map.groupBy(definition.reactions, eventOf);
  const timers = new Map(definition.timers.map((step) => [step.name, step]));
  return {
    reactionsTo: (type) => reactions.get(type) ?? [],
    react: (arrivals) => runner.react(arrivals),
    fire: (timer: DueTimer) => {
      const step = timers.get(timer.step);
      if (!step) return Promise.reject(new Error(`${definition.name} has no timer ${timer.step}`));
      return runner.fire(timer, step);
    },
  };
}
