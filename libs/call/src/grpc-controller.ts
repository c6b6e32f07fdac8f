import type { handleUnaryCall, Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { serviceNamed } from '@waystation/contracts';
import type { ClassOf } from './roles-of-files.ts';

/** A method for each rpc of a service, so that the compiler checks that none is missing. */
export type RpcsOf<Server> = {
  [Rpc in keyof Server as string extends Rpc ? never : Rpc]: Server[Rpc] extends handleUnaryCall<
    infer Request,
    infer Response
  >
    ? (request: Request, metadata: Metadata) => Promise<Response>
    : never;
};

/**
 * Answers the rpcs of a service, each by the method of its name.
 *
 * @param service full name, `waystation.workshop.v1.WorkshopService`
 * @throws Error when a method is no rpc of the service, at start
 */
export function GrpcController(service: string): (target: ClassOf) => void {
  return (target) => {
    const rpcs = new Map(serviceNamed(service).methods.map((method) => [method.localName, method.name]));
    for (const name of Object.getOwnPropertyNames(target.prototype)) {
      if (name === 'constructor') continue;
      const rpc = rpcs.get(name);
      if (!rpc) throw new Error(`${service} has no rpc for ${name}`);
      const property = Object.getOwnPropertyDescriptor(target.prototype, name)!;
      GrpcMethod(service.split('.').pop()!, rpc)(target.prototype as object, name, property);
    }
    Controller()(target);
  };
}
