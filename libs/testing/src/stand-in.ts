import type { Call } from '@waystation/call';
import type { AnyClientClass, GivenClient } from '@waystation/service';

type RpcOf<D extends AnyClientClass['definition'], Name extends keyof D> = {
  request: Parameters<D[Name]['requestSerialize']>[0];
  response: ReturnType<D[Name]['responseDeserialize']>;
};

/** Answers of another service in a test, by rpc; fields may be left out. */
export type Answers<D extends AnyClientClass['definition']> = {
  readonly [Name in keyof D]?: (
    request: RpcOf<D, Name>['request'],
    call: Pick<Call, 'passedOn' | 'validateOnly'>,
  ) => Promise<Partial<RpcOf<D, Name>['response']>>;
};

/** Client classes with the answers of their services. */
export type StandIns<Classes extends readonly AnyClientClass[]> = {
  readonly [Index in keyof Classes]: readonly [Classes[Index], Answers<Classes[Index]['definition']>];
};

type AnyRpc = (request: unknown, call: unknown) => Promise<object>;

/** Stand-ins for all clients of a service under test, with or without answers. */
export function standIns(
  clients: readonly AnyClientClass[],
  given: readonly (readonly [AnyClientClass, object])[],
): GivenClient[] {
  const answers = new Map(given);
  const stray = given.find(([of]) => !clients.includes(of));
  if (stray) throw new Error(`${stray[0].name} is not a client of the service`);
  return clients.map((of) => [of, standIn(of, (answers.get(of) ?? {}) as Record<string, AnyRpc>)]);
}

function standIn(of: AnyClientClass, answers: Readonly<Record<string, AnyRpc>>): object {
  const stray = Object.keys(answers).find((name) => !of.definition[name]);
  if (stray) throw new Error(`${of.asks} has no rpc ${stray}`);
  const rpcs = Object.entries(of.definition).map(([name, rpc]): [string, AnyRpc] => [
    name,
    async (request, call) => {
      const answer = answers[name];
      if (!answer) throw new Error(`${of.name} was called with ${name}, but the test gives no answer to it`);
      // Serialized as over the network, so that unknown fields are lost here too.
      const asked = rpc.requestDeserialize(rpc.requestSerialize(request as never));
      const blank = rpc.responseDeserialize(Buffer.alloc(0)) as object;
      const answered = { ...blank, ...(await answer(asked, call)) };
      return rpc.responseDeserialize(rpc.responseSerialize(answered as never)) as object;
    },
  ]);
  return new of(Object.fromEntries(rpcs) as never);
}
