import type { ServiceDefinition } from '@grpc/grpc-js';
import { serviceNamed } from '@waystation/contracts';
import type { MethodCodec } from './contract.ts';
import { headOf, isWithinSizes } from './request-size.ts';

const raw = new WeakMap<object, Buffer>();

/** Encoded bytes of a received request; undefined for a request from this process. */
export function bytesOf(request: object): Buffer | undefined {
  return raw.get(request);
}

/**
 * Converts ts-proto's service definition into Nest's `packageDefinition` and keeps the bytes of requests. A request with an
 * oversized list is decoded only as far as the permission check needs; the runner then refuses it by its bytes.
 */
export function grpcDefinition(
  fullName: string,
  definition: Readonly<Record<string, MethodCodec>>,
): Record<string, ServiceDefinition> {
  const methods = serviceNamed(fullName).methods.map((method) => {
    const codec = definition[method.localName]!;
    const requestDeserialize = (bytes: Buffer): object => {
      const read = isWithinSizes(method.input, bytes) ? bytes : Buffer.from(headOf(method.input, bytes));
      const request = codec.requestDeserialize(read) as object;
      raw.set(request, bytes);
      return request;
    };
    return [method.name, { ...codec, originalName: method.localName, requestDeserialize }];
  });
  return { [fullName]: Object.fromEntries(methods) as ServiceDefinition };
}
