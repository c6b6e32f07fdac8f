import { describe, expect, it } from '@jest/globals';
import { Query, Reaction, UseCase } from '@waystation/call';
import { checkDefinition } from './check-definition.ts';
import { definitionOf } from './service-definition.ts';
import { fakeRpcs, FakeBilling, fakeWorkshop, Parts } from '../testing/fake-workshop.ts';

const step = () => Promise.resolve({});

@UseCase()
class RemindCustomer {
  execute = step;
}

@UseCase()
class StartJob {
  execute = step;
}

class FinishJob {
  execute = step;
}

@Query()
class ListTools {
  execute = step;
}

@Reaction('waystation.reception.v1.RepairOrderCountersigned')
class OpenJobsWhenOrderSigned {
  execute = () => Promise.resolve();
}

@Reaction('waystation.reception.v1.RepairOrderEaten')
class LaughWhenRepairOrderEaten {
  execute = () => Promise.resolve();
}

@Reaction('waystation.network.v1.StaffState')
class WaveWhenStaffState {
  execute = () => Promise.resolve();
}

const billing = definitionOf(FakeBilling);

function faultsOf(...changes: Parameters<typeof fakeWorkshop>): string[] {
  try {
    checkDefinition(definitionOf(fakeWorkshop(...changes)));
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

describe('The definition of a service', () => {
  it('yields a contract for each rpc if it agrees with the proto', () => {
    const contracts = checkDefinition(definitionOf(fakeWorkshop()));
    expect([...contracts.keys()]).toEqual(expect.arrayContaining(['StartJob', 'ListEvents']));
  });

  it('is refused with a list of rpcs without a class and classes without an rpc', () => {
    const { startJob, ...rpcs } = fakeRpcs();
    expect(faultsOf({}, { ...rpcs, getJob: startJob!, finishJob: FinishJob, listTools: ListTools })).toEqual([
      'rpc StartJob has no step or query',
      'FinishJob has no @UseCase() or @Query() above it',
      'rpc GetJob is answered by StartJob: the class must have the name of the rpc',
      'listTools (ListTools) is not an rpc; list a step that a timer fires under timers',
    ]);
  });

  it('is refused if a timer has the name of an rpc', () => {
    expect(faultsOf({ timers: [RemindCustomer] })).toEqual([]);
    expect(faultsOf({ timers: [StartJob] })).toEqual(['timer StartJob is also an rpc: rename the step of the timer']);
  });

  it('is refused if a reaction is not named after a published event', () => {
    expect(faultsOf({ reactions: [OpenJobsWhenOrderSigned, LaughWhenRepairOrderEaten, WaveWhenStaffState] })).toEqual([
      'reaction OpenJobsWhenOrderSigned must end with WhenRepairOrderCountersigned, its event',
      'reaction LaughWhenRepairOrderEaten waits for waystation.reception.v1.RepairOrderEaten, which is not a published message',
      'reaction WaveWhenStaffState waits for waystation.network.v1.StaffState, which is state: list it under keeps',
    ]);
  });

  it('is refused if it lists an entry twice or keeps a message that is not state', () => {
    const keeps = [
      'waystation.network.v1.StaffState',
      'waystation.network.v1.StaffState',
      'waystation.reception.v1.RepairOrderCountersigned',
    ];
    expect(faultsOf({ timers: [RemindCustomer, RemindCustomer], keeps })).toEqual([
      'keeps waystation.reception.v1.RepairOrderCountersigned, which is not a published state',
      'RemindCustomer is listed twice',
      'waystation.network.v1.StaffState is listed twice',
    ]);
  });

  it('is refused if it has clients of services that it may not call', () => {
    expect(() => checkDefinition(billing)).not.toThrow();
    expect(faultsOf({ clients: [Parts, Parts] })).toEqual([
      'client Parts calls parts, but no rpc of parts lists workshop as a caller',
      'client Parts calls parts, but no rpc of parts lists workshop as a caller',
      'Parts is listed twice',
    ]);
  });

  it('is missing from a module not made by ServiceModule.for', () => {
    expect(() => definitionOf({ module: class Empty {} })).toThrow('Empty is not a service');
  });
});
