import type { DescMessage, DescMethod } from '@bufbuild/protobuf';
import { queryOptions, serviceNamed, stepOptions, type QueryOptions, type StepOptions } from '@waystation/contracts';

/** How ts-proto writes and reads one rpc's messages. */
export interface MethodCodec {
  requestSerialize(message: unknown): Buffer;
  requestDeserialize(bytes: Buffer): unknown;
  responseSerialize(message: unknown): Buffer;
  responseDeserialize(bytes: Buffer): unknown;
}

/** What the proto says of an rpc. */
export interface RpcContract {
  /** `waystation.workshop.v1.WorkshopService/StartJob`: the permission's name too. */
  rpc: string;
  /** `StartJob`. */
  name: string;
  input: DescMessage;
  output: DescMessage;
  step: StepOptions | undefined;
  /** Who may, where: of the step or the query. */
  access: QueryOptions;
  codec: MethodCodec;
}

/**
 * The rpcs of a service by name.
 *
 * @param fullName `waystation.workshop.v1.WorkshopService`
 * @param definition ts-proto's definition of the service
 * @throws Error that names each rpc with neither step nor query options, or that nobody may call
 */
export function contractsOf(
  fullName: string,
  definition: Readonly<Record<string, MethodCodec>>,
): Map<string, RpcContract> {
  const faults: string[] = [];
  const contracts = new Map<string, RpcContract>();
  for (const method of serviceNamed(fullName).methods) {
    const contract = contractOf(fullName, method, definition);
    const access = contract.access;
    if (access.roles.length === 0 && access.callers.length === 0) faults.push(`${method.name} says nobody may call it`);
    if (access.factsFor?.length && method.output.typeName === 'google.api.HttpBody')
      faults.push(`${method.name} answers bytes, of which no facts can be told apart`);
    contracts.set(method.name, contract);
  }
  if (faults.length > 0) throw new Error(`${fullName}: ${faults.join('; ')}`);
  return contracts;
}

function contractOf(
  service: string,
  method: DescMethod,
  definition: Readonly<Record<string, MethodCodec>>,
): RpcContract {
  const step = stepOptions(method);
  const access = step ?? queryOptions(method) ?? { roles: [], scope: 'STATION' as const, callers: [] };
  const codec = definition[method.localName];
  if (!codec) throw new Error(`${service}: no codec for ${method.name}`);
  return {
    rpc: `${service}/${method.name}`,
    name: method.name,
    input: method.input,
    output: method.output,
    step,
    access,
    codec,
  };
}
