import type { Call } from '@waystation/call';
import type { AnyClientClass, GivenClient } from '@waystation/service';

type RpcOf<D extends AnyClientClass['definition'], Name extends keyof D> = {
  request: Parameters<D[Name]['requestSerialize']>[0];
  response: ReturnType<D[Name]['responseDeserialize']>;
};

/** What another service answers in a test: the rpcs that are asked; fields of an answer may be left out. */
export type Answers<D extends AnyClientClass['definition']> = {
  readonly [Name in keyof D]?: (
    request: RpcOf<D, Name>['request'],
    call: Pick<Call, 'passedOn' | 'validateOnly'>,
  ) => Promise<Partial<RpcOf<D, Name>['response']>>;
};

/** Each class of a client with what its service answers. */
export type StandIns<Classes extends readonly AnyClientClass[]> = {
  readonly [Index in keyof Classes]: readonly [Classes[Index], Answers<Classes[Index]['definition']>];
};

type AnyRpc = (request: unknown, call: unknown) => Promise<object>;

/** Clients for a service under test: of each service that it asks, whether the test gives answers or not. */
export function standIns(
  clients: readonly AnyClientClass[],
  given: readonly (readonly [AnyClientClass, object])[],
): GivenClient[] {
  const answers = new Map(given);
  const stray = given.find(([of]) => !clients.includes(of));
  if (stray) throw new Error(`${stray[0].name} is no client of the service`);
  return clients.map((of) => [of, standIn(of, (answers.get(of) ?? {}) as Record<string, AnyRpc>)]);
}

function standIn(of: AnyClientClass, answers: Readonly<Record<string, AnyRpc>>): object {
  const stray = Object.keys(answers).find((name) => !of.definition[name]);
  if (stray) throw new Error(`${of.asks} has no rpc ${stray}`);
  const rpcs = Object.entries(of.definition).map(([name, rpc]): [string, AnyRpc] => [
    name,
    async (request, call) => {
      const answer = answers[name];
      if (!answer) throw new Error(`${of.name} was asked ${name}, and the test gives no answer to it`);
      // By way of bytes, as over the network: what a message can't hold doesn't come through here either.
      const asked = rpc.requestDeserialize(rpc.requestSerialize(request as never));
      const blank = rpc.responseDeserialize(Buffer.alloc(0)) as object;
      const answered = { ...blank, ...(await answer(asked, call)) };
      return rpc.responseDeserialize(rpc.responseSerialize(answered as never)) as object;
    },
  ]);
  return new of(Object.fromEntries(rpcs) as never);
}
