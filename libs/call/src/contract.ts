import type { DescMessage, DescMethod } from '@bufbuild/protobuf';
import { queryOptions, serviceNamed, stepOptions, type QueryOptions, type StepOptions } from '@waystation/contracts';

/** Serialization of the messages of one rpc by ts-proto. */
export interface MethodCodec {
  requestSerialize(message: unknown): Buffer;
  requestDeserialize(bytes: Buffer): unknown;
  responseSerialize(message: unknown): Buffer;
  responseDeserialize(bytes: Buffer): unknown;
}

/** Options of an rpc in its proto. */
export interface RpcContract {
  /** Full name, also the name of the permission: `waystation.workshop.v1.WorkshopService/StartJob`. */
  rpc: string;
  /** Short name: `StartJob`. */
  name: string;
  input: DescMessage;
  output: DescMessage;
  step: StepOptions | undefined;
  /** Roles, calling services and scope that are permitted. */
  access: QueryOptions;
  codec: MethodCodec;
}

/**
 * The rpcs of a service by name.
 *
 * @param fullName `waystation.workshop.v1.WorkshopService`
 * @param definition ts-proto's definition of the service
 * @throws Error with each rpc that nobody may call (for example, without step and query options) or that cannot hide personal data
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
    if (access.roles.length === 0 && access.callers.length === 0)
      faults.push(`${method.name} permits no role and no service`);
    if (access.factsFor?.length && method.output.typeName === 'google.api.HttpBody')
      faults.push(`${method.name} has facts_for but answers bytes, from which personal data cannot be removed`);
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
