import type { ServiceDefinition } from '@grpc/grpc-js';
import { serviceNamed } from '@waystation/contracts';
import type { MethodCodec } from './contract.ts';

const raw = new WeakMap<object, Buffer>();

/** The bytes that a request came as; undefined for one that was made in this process. */
export function bytesOf(request: object): Buffer | undefined {
  return raw.get(request);
}

/** ts-proto's service definition as Nest's `packageDefinition` wants it; requests keep the bytes that they came as. */
export function grpcDefinition(
  fullName: string,
  definition: Readonly<Record<string, MethodCodec>>,
): Record<string, ServiceDefinition> {
  const methods = serviceNamed(fullName).methods.map((method) => {
    const codec = definition[method.localName]!;
    const requestDeserialize = (bytes: Buffer): object => {
      const request = codec.requestDeserialize(bytes) as object;
      raw.set(request, bytes);
      return request;
    };
    return [method.name, { ...codec, originalName: method.localName, requestDeserialize }];
  });
  return { [fullName]: Object.fromEntries(methods) as ServiceDefinition };
}
