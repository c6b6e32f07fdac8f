import { contractsOf, eventOf, isMarked, type ClassOf, type RpcContract } from '@waystation/call';
import { eventCodecs, eventOptions, messageNamed, serviceNamed } from '@waystation/contracts';
import { fullNameOf, type CompleteDefinition } from './service-definition.ts';
import { mayBeAskedBy } from './allowed-callers.ts';

/**
 * Looks whether a service's table of contents agrees with its proto.
 *
 * @returns the service's rpcs, by name
 * @throws Error that names all that is wrong, at once
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
    throw new Error(`${definition.name} can't start:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return contracts;
}

function* rpcFaults(definition: CompleteDefinition): Iterable<string> {
  const { methods } = serviceNamed(fullNameOf(definition.name));
  const rpcs = new Map(Object.entries(definition.controller.rpcs));
  for (const { name, localName } of methods) {
    const found = rpcs.get(localName);
    rpcs.delete(localName);
    if (!found) yield `rpc ${name} has no step or query`;
    else if (found.name !== name) yield `rpc ${name} is answered by ${found.name}, which is not its name`;
    else if (!isMarked(found, 'use case') && !isMarked(found, 'query'))
      yield `${name} has no @UseCase() or @Query() above it`;
  }
  for (const [method, { name }] of rpcs)
    yield `${method} (${name}) is no rpc; if a timer makes it, it stands under timers`;
}

function* timerFaults({ timers, ...definition }: CompleteDefinition): Iterable<string> {
  const rpcs = new Set(serviceNamed(fullNameOf(definition.name)).methods.map(({ name }) => name));
  for (const timer of timers) {
    if (!isMarked(timer, 'use case')) yield `timer ${timer.name} has no @UseCase() above it`;
    if (rpcs.has(timer.name)) yield `timer ${timer.name} is an rpc too: what a timer makes has a name of its own`;
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
    if (!eventCodecs[event]) yield `reaction ${reaction.name} waits for ${event}, which is no published message`;
    else if (eventOptions(messageNamed(event))?.state)
      yield `reaction ${reaction.name} waits for ${event}, which is state: it is kept, not reacted to`;
    if (!reaction.name.endsWith(`When${short}`))
      yield `reaction ${reaction.name} doesn't end with When${short}, its event`;
  }
}

function* stateFaults({ keeps }: CompleteDefinition): Iterable<string> {
  for (const message of keeps) {
    if (!eventCodecs[message] || !eventOptions(messageNamed(message))?.state)
      yield `keeps ${message}, which is no published state`;
  }
}

function* clientFaults({ name, clients }: CompleteDefinition): Iterable<string> {
  for (const { name: client, asks } of clients) {
    if (!mayBeAskedBy(name).includes(asks))
      yield `client ${client} asks ${asks}, but no rpc of ${asks} names ${name} among its callers`;
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
