import { counter, histogram, type Metrics } from '@waystation/metrics';
import { RuleBroken, type DomainError } from '@waystation/model';
import type { RunnerContext, RunReport } from './runner-context.ts';

/** Metrics of the runner. Names of steps, queries and reactions are those of their classes. */
export const callMetrics = {
  commands: counter('waystation_commands_total', 'Commands by outcome: done, replayed, validated, refused or failed', [
    'step',
    'outcome',
  ]),
  commandSeconds: histogram('waystation_command_duration_seconds', 'Duration of commands, with reruns', ['step']),
  commandTrips: counter('waystation_command_round_trips_total', 'Round trips to the database for commands', ['step']),
  commandReruns: counter('waystation_command_reruns_total', 'Reruns of commands after a conflict or a lost database', [
    'step',
  ]),
  queries: counter('waystation_queries_total', 'Queries by outcome: done, refused or failed', ['query', 'outcome']),
  querySeconds: histogram('waystation_query_duration_seconds', 'Duration of queries', ['query']),
  queryTrips: counter('waystation_query_round_trips_total', 'Round trips to the database for queries', ['query']),
  refusals: counter(
    'waystation_refusals_total',
    'Reasons of refused commands and queries, with the rule of the standard or `none`; a refusal counts once for each reason',
    ['reason', 'rule'],
  ),
  reactions: counter(
    'waystation_reactions_total',
    'Reactions to events by outcome of their transaction: done, refused or failed; an event that is retried counts again',
    ['reaction', 'outcome'],
  ),
  reactionSeconds: histogram(
    'waystation_reaction_transaction_duration_seconds',
    'Duration of transactions with reactions to one or more events',
  ),
  reactionTrips: counter(
    'waystation_reaction_round_trips_total',
    'Round trips to the database for transactions with reactions',
  ),
  timers: counter('waystation_timers_fired_total', 'Fired timers by outcome: done, refused or failed', [
    'step',
    'outcome',
  ]),
};

/** Reasons without a text cannot come from this platform, so they share one name. */
const unknownReason = 'OTHER';

/** Counts the runs of a service from now on. */
export function measureRuns(context: RunnerContext, metrics: Metrics): void {
  const commands = metrics.counter(callMetrics.commands);
  const commandSeconds = metrics.histogram(callMetrics.commandSeconds);
  const commandTrips = metrics.counter(callMetrics.commandTrips);
  const commandReruns = metrics.counter(callMetrics.commandReruns);
  const queries = metrics.counter(callMetrics.queries);
  const querySeconds = metrics.histogram(callMetrics.querySeconds);
  const queryTrips = metrics.counter(callMetrics.queryTrips);
  const reactions = metrics.counter(callMetrics.reactions);
  const reactionSeconds = metrics.histogram(callMetrics.reactionSeconds);
  const reactionTrips = metrics.counter(callMetrics.reactionTrips);
  const timers = metrics.counter(callMetrics.timers);
  const refusals = metrics.counter(callMetrics.refusals);
  const { texts } = context.options;

  const count: Record<RunReport['kind'], (run: RunReport) => void> = {
    step: ({ name: step, outcome, seconds, roundTrips, reruns }) => {
      commands({ step, outcome });
      commandSeconds({ step }, seconds);
      commandTrips({ step }, roundTrips);
      if (reruns > 0) commandReruns({ step }, reruns);
    },
    query: ({ name: query, outcome, seconds, roundTrips }) => {
      queries({ query, outcome });
      querySeconds({ query }, seconds);
      queryTrips({ query }, roundTrips);
    },
    reaction: (run) => {
      for (const reaction of run.reactions) reactions({ reaction, outcome: run.outcome });
      reactionSeconds({}, run.seconds);
      reactionTrips({}, run.roundTrips);
    },
    timer: ({ name: step, outcome }) => timers({ step, outcome }),
  };
  context.observe((run) => {
    count[run.kind](run);
    if (!run.refusal || run.kind === 'reaction' || run.kind === 'timer') return;
    for (const { reason, rule } of reasonsOf(run.refusal))
      refusals({ reason: texts.has(reason) ? reason : unknownReason, rule });
  });
}

/** Reasons of a refusal, with the rules of the standard. */
function reasonsOf(refusal: DomainError): { reason: string; rule: string }[] {
  if (!(refusal instanceof RuleBroken)) return [{ reason: refusal.reason, rule: 'none' }];
  return refusal.missing.map(({ requirement, rule = 'none' }) => ({ reason: requirement, rule }));
}
