import type { DescMessage } from '@bufbuild/protobuf';
import { queryOptions, stepOptions, type QueryOptions } from '@waystation/contracts';
import type { Endpoint } from '../api/endpoint.ts';
import { answerJson } from './answer-json.ts';
import type { Backends } from './backends.ts';
import { bodyBytesMaxOf } from './body-limit.ts';
import { allServices, httpBindings, type HttpBinding } from './http-bindings.ts';
import { isRaw, rawAnswer } from './raw-answer.ts';
import { requestBytes } from './request-message.ts';

/** Endpoints of all rpcs with the http option, one for each route. */
export function transcodedEndpoints(backends: Backends): Endpoint[] {
  const bindings = allServices().flatMap(({ methods }) => methods.flatMap(httpBindings));
  return bindings.map((binding) => transcodedEndpoint(binding, backends));
}

export function transcodedEndpoint({ rpc, ...binding }: HttpBinding, backends: Pick<Backends, 'call'>): Endpoint {
  const read: (message: DescMessage, bytes: Uint8Array) => object = isRaw(rpc.output) ? rawAnswer : answerJson;
  return {
    ...binding,
    isStep: stepOptions(rpc) !== undefined,
    bodyBytesMax: bodyBytesMaxOf(rpc.input),
    ...accessOf(stepOptions(rpc) ?? queryOptions(rpc)),
    answer: async ({ terms, ...parts }) => {
      const bytes = requestBytes(rpc.input, binding.hasBody, parts);
      return read(rpc.output, await backends.call(rpc, bytes, terms));
    },
  };
}

function accessOf(access: QueryOptions | undefined): { access?: QueryOptions } {
  return access ? { access } : {};
}
