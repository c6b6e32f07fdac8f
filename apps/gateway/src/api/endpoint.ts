import type { QueryOptions } from '@waystation/contracts';
import type { CallTerms } from '../transcoding/backends.ts';
import type { RequestParts } from '../transcoding/request-message.ts';
import type { Route } from '../transcoding/route-table.ts';

/** A request of the API, who sent it being known. */
export interface ApiRequest extends RequestParts {
  /** How services are to be called for it. */
  terms: CallTerms;
}

/** Something that the API answers. */
export interface Endpoint extends Route {
  /** Whether it changes something: it needs an idempotency key then, or `validateOnly`. */
  isStep: boolean;
  /** Whether it takes a JSON body. */
  hasBody: boolean;
  /** Limit of that body in bytes. */
  bodyBytesMax?: number;
  /** Roles that may ask: nobody else's body is read. Left out where each service that is asked decides for itself. */
  access?: QueryOptions;
  /** @returns what is sent as JSON, or a RawAnswer for what is sent as it is */
  answer(request: ApiRequest): Promise<object>;
}
