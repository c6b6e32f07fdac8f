import type { QueryOptions } from '@waystation/contracts';
import type { CallTerms } from '../transcoding/backends.ts';
import type { RequestParts } from '../transcoding/request-message.ts';
import type { Route } from '../transcoding/route-table.ts';

/** A request to the API whose caller is known. */
export interface ApiRequest extends RequestParts {
  /** Terms for calls to the services. */
  terms: CallTerms;
}

/** A route of the API with its handler. */
export interface Endpoint extends Route {
  /** True if it changes data: it then requires an idempotency key or `validateOnly`. */
  isStep: boolean;
  /** True if it takes a JSON body. */
  hasBody: boolean;
  /** Limit of that body in bytes. */
  bodyBytesMax?: number;
  /** Roles that may call it; nobody else's body is read. Absent if each called service decides. */
  access?: QueryOptions;
  /** @returns a value to send as JSON, or a RawAnswer to send unchanged */
  answer(request: ApiRequest): Promise<object>;
}
