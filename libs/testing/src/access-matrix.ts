import type { DynamicModule } from '@nestjs/common';
import { contractsOf } from '@waystation/call';
import { registry } from '@waystation/contracts';
import { definitionOf, fullNameOf } from '@waystation/service';

/** Access to an rpc. */
export interface AccessRow {
  /** Full name, such as `waystation.workshop.v1.WorkshopService/StartJob`. */
  rpc: string;
  kind: 'step' | 'query';
  scope: 'STATION' | 'NETWORK';
  /** For each role, true if it may call the rpc. */
  roles: Readonly<Record<string, boolean>>;
  /** Roles above the stations that get the answer without personal fields. */
  factsFor: readonly string[];
  /** Services that may call it on behalf of an actor. */
  callers: readonly string[];
}

/** Access matrix of a service: a row for each rpc in the order of the proto, a column for each role. */
export function accessMatrixOf(module: DynamicModule): AccessRow[] {
  const { name, controller } = definitionOf(module);
  const roles = registry.getEnum('waystation.Role')!.values.filter(({ number }) => number > 0);
  return [...contractsOf(fullNameOf(name), controller.definition).values()].map(({ rpc, step, access }) => ({
    rpc,
    kind: step ? 'step' : 'query',
    scope: access.scope,
    roles: Object.fromEntries(roles.map(({ name }) => [name, access.roles.includes(name)])),
    factsFor: access.factsFor ?? [],
    callers: access.callers,
  }));
}
