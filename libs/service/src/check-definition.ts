import { contractsOf, eventOf, isMarked, type ClassOf, type RpcContract } from '@waystation/call';
import { eventCodecs, eventOptions, messageNamed, serviceNamed } from '@waystation/contracts';
import { fullNameOf, type CompleteDefinition } from './service-definition.ts';
import { servicesCallableBy } from './allowed-callers.ts';

/**
 * Checks that a service's definition agrees with its proto.
 *
 * @returns the service's rpcs, by name
 * @throws Error that names every difference
 */
export function checkDefinition(definition: CompleteDefinition): Map<string, RpcContract> {
  const faults = [
    ...rpcFaults(definition),
    ...timerFaults(definition),
    ...reactionFaults(definition),
    ...stateFaults(definition),
    ...clientFaults(definition),
    ...doubles(definition),
  ];
  let contracts = new Map<string, RpcContract>();
  try {
    contracts = contractsOf(fullNameOf(definition.name), definition.controller.definition);
  } catch (error) {
    faults.push((error as Error).message);
  }
  if (faults.length > 0)
    throw new Error(`${definition.name} cannot start:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return contracts;
}

function* rpcFaults(definition: CompleteDefinition): Iterable<string> {
  const { methods } = serviceNamed(fullNameOf(definition.name));
  const rpcs = new Map(Object.entries(definition.controller.rpcs));
  for (const { name, localName } of methods) {
    const found = rpcs.get(localName);
    rpcs.delete(localName);
    if (!found) yield `rpc ${name} has no step or query`;
    else if (found.name !== name)
      yield `rpc ${name} is answered by ${found.name}: the class must have the name of the rpc`;
    else if (!isMarked(found, 'use case') && !isMarked(found, 'query'))
      yield `${name} has no @UseCase() or @Query() above it`;
  }
  for (const [method, { name }] of rpcs)
    yield `${method} (${name}) is not an rpc; list a step that a timer fires under timers`;
}

function* timerFaults({ timers, ...definition }: CompleteDefinition): Iterable<string> {
  const rpcs = new Set(serviceNamed(fullNameOf(definition.name)).methods.map(({ name }) => name));
  for (const timer of timers) {
    if (!isMarked(timer, 'use case')) yield `timer ${timer.name} has no @UseCase() above it`;
    if (rpcs.has(timer.name)) yield `timer ${timer.name} is also an rpc: rename the step of the timer`;
  }
}

function* reactionFaults({ reactions }: CompleteDefinition): Iterable<string> {
  for (const reaction of reactions) {
    if (!isMarked(reaction, 'reaction')) {
      yield `reaction ${reaction.name} has no @Reaction(...) above it`;
      continue;
    }
    const event = eventOf(reaction);
    const short = event.split('.').pop()!;
    if (!eventCodecs[event]) yield `reaction ${reaction.name} waits for ${event}, which is not a published message`;
    else if (eventOptions(messageNamed(event))?.state)
      yield `reaction ${reaction.name} waits for ${event}, which is state: list it under keeps`;
    if (!reaction.name.endsWith(`When${short}`))
      yield `reaction ${reaction.name} must end with When${short}, its event`;
  }
}

function* stateFaults({ keeps }: CompleteDefinition): Iterable<string> {
  for (const message of keeps) {
    if (!eventCodecs[message] || !eventOptions(messageNamed(message))?.state)
      yield `keeps ${message}, which is not a published state`;
  }
}

function* clientFaults({ name, clients }: CompleteDefinition): Iterable<string> {
  for (const { name: client, asks } of clients) {
    if (!servicesCallableBy(name).includes(asks))
      yield `client ${client} calls ${asks}, but no rpc of ${asks} lists ${name} as a caller`;
  }
}

function* doubles({ controller, timers, reactions, stores, clients, keeps }: CompleteDefinition): Iterable<string> {
  const classes: ClassOf[] = [...Object.values(controller.rpcs), ...timers, ...reactions, ...stores];
  const listed = [
    ...classes.map((each) => ({ each, name: each.name })),
    ...clients.map((each) => ({ each, name: each.name })),
    ...keeps.map((each) => ({ each, name: each })),
  ];
  const seen = new Set<unknown>();
  for (const { each, name } of listed) {
    if (seen.has(each)) yield `${name} is listed twice`;
    seen.add(each);
  }
}
