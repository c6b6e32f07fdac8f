import type { ServiceDefinition } from '@grpc/grpc-js';
import { serviceNamed } from '@waystation/contracts';
import type { MethodCodec } from './contract.ts';
import { headOf, isWithinSizes } from './request-size.ts';

const raw = new WeakMap<object, Buffer>();

/** The bytes that a request came as; undefined for one that was made in this process. */
export function bytesOf(request: object): Buffer | undefined {
  return raw.get(request);
}

/**
 * ts-proto's service definition as Nest's `packageDefinition` wants it; requests keep the bytes that they came as. Of one
 * with a list that is too long no more is read than who may send it hangs on: the runner refuses it by its bytes.
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
