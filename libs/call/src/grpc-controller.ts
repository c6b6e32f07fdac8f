import type { handleUnaryCall, Metadata } from '@grpc/grpc-js';
import { Controller, Inject } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { serviceNamed } from '@waystation/contracts';
import type { Call } from './call.ts';
import { isMarked, type ClassOf } from './decorators.ts';
import { Runner } from './runner.ts';

/**
 * A class for each rpc of a service: the step or the query of its name. The compiler checks that none is missing, and that
 * each takes what the proto says and answers it.
 *
 * ```ts
 * export const workshopRpcs = { startJob: StartJob, getJob: GetJob } satisfies RpcsOf<WorkshopServiceServer>;
 * ```
 */
export type RpcsOf<Server> = {
  [Rpc in keyof Server as string extends Rpc ? never : Rpc]: Server[Rpc] extends handleUnaryCall<
    infer Request,
    infer Response
  >
    ? ClassOf<{ execute(request: Request, call: Call, asked: never): Promise<Response> }>
    : never;
};

/** Rpcs by the name of their method. */
export type Rpcs = Readonly<Record<string, ClassOf>>;

/**
 * The Nest controller that answers a service's rpcs.
 *
 * @param service full name, `waystation.workshop.v1.WorkshopService`
 * @throws Error that names what is no rpc of the service, or not marked as step or query
 */
export function grpcController(service: string, rpcs: Rpcs): ClassOf {
  class GrpcRpcs {
    readonly runner: Runner;
    constructor(runner: Runner) {
      this.runner = runner;
    }
  }
  const names = new Map(serviceNamed(service).methods.map((method) => [method.localName, method.name]));
  const faults = Object.entries(rpcs).flatMap(([method, each]) => {
    if (names.get(method) !== each.name) return [`${method} is not the rpc ${each.name} of ${service}`];
    return isMarked(each, 'use case') || isMarked(each, 'query') ? [] : [`${each.name} has no @UseCase() or @Query()`];
  });
  if (faults.length > 0) throw new Error(faults.join('; '));

  for (const [method, each] of Object.entries(rpcs)) {
    const value = isMarked(each, 'query')
      ? function (this: GrpcRpcs, request: object, metadata: Metadata) {
          return this.runner.ask(each as never, request, metadata);
        }
      : function (this: GrpcRpcs, request: object, metadata: Metadata) {
          return this.runner.run(each as never, request, metadata);
        };
    const property = { value, writable: true, configurable: true };
    Object.defineProperty(GrpcRpcs.prototype, method, property);
    GrpcMethod(service.split('.').pop()!, each.name)(GrpcRpcs.prototype, method, property);
  }
  Inject(Runner)(GrpcRpcs, undefined, 0);
  Controller()(GrpcRpcs);
  return GrpcRpcs;
}
