import { stepOptions } from '@waystation/contracts';
import type { Endpoint } from '../api/endpoint.ts';
import { answerJson } from './answer-json.ts';
import type { Backends } from './backends.ts';
import { allServices, httpBindings } from './http-bindings.ts';
import { requestBytes } from './request-message.ts';

/** An endpoint for each binding of each rpc that has the http option. */
export function transcodedEndpoints(backends: Backends): Endpoint[] {
  const bindings = allServices().flatMap(({ methods }) => methods.flatMap(httpBindings));
  return bindings.map(({ rpc, ...binding }) => ({
    ...binding,
    isStep: stepOptions(rpc) !== undefined,
    answer: async ({ terms, ...parts }) => {
      const bytes = requestBytes(rpc.input, binding.hasBody, parts);
      return answerJson(rpc.output, await backends.call(rpc, bytes, terms));
    },
  }));
}
