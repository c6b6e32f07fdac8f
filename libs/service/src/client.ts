import type { RpcDefinitions } from '@waystation/call';
import { Unavailable } from '@waystation/model';
import { clientOf, type ClientOf, type ClientOptions } from './client-of.ts';

/** Class of a client of another service. */
export interface ClientClass<D extends RpcDefinitions> {
  new (rpcs: ClientOf<D>): ClientOf<D>;
  readonly definition: D;
  /** Short name of the called service: `workshop`. */
  readonly asks: string;
}

/** Class of any client, for the list in a service's module. */
export interface AnyClientClass {
  new (rpcs: never): object;
  readonly name: string;
  readonly definition: RpcDefinitions;
  readonly asks: string;
}

/** Client class with its instance. */
export type GivenClient = readonly [AnyClientClass, object];

/**
 * Base of the client of another service, for the `ask` of use cases and reactions, with all rpcs as methods.
 *
 * ```ts
 * export class Workshop extends Client.of(WorkshopServiceService) {}
 * ```
 *
 * There is a class for each service, since Nest injects by class. List it in the module under `clients`; the address
 * comes from the environment. See `clientOf` for its behaviour.
 */
export abstract class Client {
  static of<D extends RpcDefinitions>(definition: D): ClientClass<D> {
    class Of {
      static readonly definition = definition;
      static readonly asks = askedBy(definition);
      constructor(rpcs: ClientOf<D>) {
        Object.assign(this, rpcs);
      }
    }
    return Of as unknown as ClientClass<D>;
  }
}

/**
 * Value of an answer, or undefined during an outage of the called service; for data that a step can do without.
 *
 * @throws any error of the call except Unavailable
 */
export function unlessUnavailable<T>(answer: PromiseSettledResult<T>): T | undefined {
  if (answer.status === 'fulfilled') return answer.value;
  if (answer.reason instanceof Unavailable) return undefined;
  throw answer.reason;
}

/** Creates a client that calls over the network. @returns the client, and a function that closes it */
export function connect(of: AnyClientClass, options: ClientOptions): { client: object; close(): void } {
  const { close, ...rpcs } = clientOf(of.definition, options);
  return { client: new of(rpcs as never), close };
}

/** `workshop` of `/waystation.workshop.v1.WorkshopService/HoldSlot`. */
function askedBy(definition: RpcDefinitions): string {
  const [first] = Object.values(definition);
  const name = /^\/waystation\.([a-z]+)\./.exec(first?.path ?? '')?.[1];
  if (!name) throw new Error('Client.of was called with a service that has no rpcs.');
  return name;
}
