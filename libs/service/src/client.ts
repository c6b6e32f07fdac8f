import type { RpcDefinitions } from '@waystation/call';
import { Unavailable } from '@waystation/model';
import { clientOf, type ClientOf, type ClientOptions } from './client-of.ts';

/** The class of a client of another service. */
export interface ClientClass<D extends RpcDefinitions> {
  new (rpcs: ClientOf<D>): ClientOf<D>;
  readonly definition: D;
  /** Short name of the service that it asks: `workshop`. */
  readonly asks: string;
}

/** The class of any client, for the list in a service's module. */
export interface AnyClientClass {
  new (rpcs: never): object;
  readonly name: string;
  readonly definition: RpcDefinitions;
  readonly asks: string;
}

/** A client as a service is given it. */
export type GivenClient = readonly [AnyClientClass, object];

/**
 * Another service, for the `ask` of use cases and reactions: all its rpcs as methods.
 *
 * ```ts
 * export class Workshop extends Client.of(WorkshopServiceService) {}
 * ```
 *
 * A class for each service, since Nest finds by class what it injects. It stands in the module under `clients`; the
 * address comes from the environment. How it asks stands at `clientOf`.
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
 * What was answered, or undefined where whom it was asked of is away: for what a station can go on without.
 *
 * @throws whatever else the question failed by
 */
export function unlessAway<T>(answer: PromiseSettledResult<T>): T | undefined {
  if (answer.status === 'fulfilled') return answer.value;
  if (answer.reason instanceof Unavailable) return undefined;
  throw answer.reason;
}

/** A client that asks over the network, and how it is ended. */
export function connect(of: AnyClientClass, options: ClientOptions): { client: object; close(): void } {
  const { close, ...rpcs } = clientOf(of.definition, options);
  return { client: new of(rpcs as never), close };
}

/** `workshop` of `/waystation.workshop.v1.WorkshopService/HoldSlot`. */
function askedBy(definition: RpcDefinitions): string {
  const [first] = Object.values(definition);
  const name = /^\/waystation\.([a-z]+)\./.exec(first?.path ?? '')?.[1];
  if (!name) throw new Error('a client is made of a service that has no rpcs');
  return name;
}
