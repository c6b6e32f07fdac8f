import 'reflect-metadata';
import type { Metadata } from '@grpc/grpc-js';
import { Controller, UseFilters, UseGuards } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { Call } from './call.ts';
import { CallerGuard, callerOf } from './caller-guard.ts';
import type { MethodCodec } from './contract.ts';
import { isMarked, type ClassOf } from './decorators.ts';
import { RefusalFilter } from './refusal-filter.ts';
import { Runner } from './runner.ts';

/** ts-proto's definition of a service's rpcs, such as `WorkshopServiceService`. */
export type RpcDefinitions = Readonly<Record<string, MethodCodec & { readonly path: string }>>;

/**
 * The step or query of each rpc of a service, by method name. The compiler checks that none is missing and that requests
 * and answers match the proto.
 */
export type RpcsOf<D extends RpcDefinitions> = {
  readonly [Rpc in keyof D]: ClassOf<{
    execute(
      request: ReturnType<D[Rpc]['requestDeserialize']>,
      call: Call,
      asked: never,
    ): Promise<Parameters<D[Rpc]['responseSerialize']>[0]>;
  }>;
};

/** Steps and queries by method name. */
export type Rpcs = Readonly<Record<string, ClassOf>>;

/** Controller class of a service. */
export interface GrpcControllerClass {
  new (runner: Runner): object;
  readonly definition: RpcDefinitions;
  readonly rpcs: Rpcs;
}

/**
 * Nest controller of a service with a method for each rpc, which runs the step or query.
 *
 * ```ts
 * export class WorkshopController extends GrpcController.of(WorkshopServiceService, { startJob: StartJob, ... }) {}
 * ```
 */
export abstract class GrpcController {
  /** @param definition ts-proto's definition of the service; @param rpcs the step or query of each rpc */
  static of<D extends RpcDefinitions>(definition: D, rpcs: RpcsOf<NoInfer<D>>): GrpcControllerClass {
    @Controller()
    @UseGuards(CallerGuard)
    @UseFilters(RefusalFilter)
    class Of {
      static readonly definition = definition;
      static readonly rpcs: Rpcs = rpcs;
      readonly runner: Runner;

      constructor(runner: Runner) {
        this.runner = runner;
      }
    }
    for (const [method, { path }] of Object.entries(definition)) {
      const of = Of.rpcs[method];
      if (!of) continue; // reported by checkDefinition when the service starts
      const run = isMarked(of, 'query') ? 'query' : 'execute';
      const { [method]: value } = {
        [method](this: Of, request: object, metadata: Metadata) {
          return this.runner[run](of as never, request, callerOf(metadata));
        },
      };
      const [, service, rpc] = path.split('/');
      const descriptor = { value, writable: true, configurable: true };
      Object.defineProperty(Of.prototype, method, descriptor);
      Reflect.decorate([GrpcMethod(service!, rpc!)], Of.prototype, method, descriptor);
    }
    return Of;
  }
}
