import { describe, expect, test } from '@jest/globals';
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

describe('a service’s table of contents', () => {
  test('that agrees with the proto has a contract for each rpc', () => {
    const contracts = checkDefinition(definitionOf(fakeWorkshop()));
    expect([...contracts.keys()]).toEqual(expect.arrayContaining(['StartJob', 'ListEvents']));
  });

  test('names each rpc that nothing answers, and what answers none', () => {
    const { startJob, ...rpcs } = fakeRpcs();
    expect(faultsOf({}, { ...rpcs, getJob: startJob!, finishJob: FinishJob, listTools: ListTools })).toEqual([
      'rpc StartJob has no step or query',
      'FinishJob has no @UseCase() or @Query() above it',
      'rpc GetJob is answered by StartJob, which is not its name',
      'listTools (ListTools) is no rpc; if a timer makes it, it stands under timers',
    ]);
  });

  test('has timers that are no rpcs', () => {
    expect(faultsOf({ timers: [RemindCustomer] })).toEqual([]);
    expect(faultsOf({ timers: [StartJob] })).toEqual([
      'timer StartJob is an rpc too: what a timer makes has a name of its own',
    ]);
  });

  test('has reactions named by events that are published', () => {
    expect(faultsOf({ reactions: [OpenJobsWhenOrderSigned, LaughWhenRepairOrderEaten, WaveWhenStaffState] })).toEqual([
      "reaction OpenJobsWhenOrderSigned doesn't end with WhenRepairOrderCountersigned, its event",
      'reaction LaughWhenRepairOrderEaten waits for waystation.reception.v1.RepairOrderEaten, which is no published message',
      'reaction WaveWhenStaffState waits for waystation.network.v1.StaffState, which is state: it is kept, not reacted to',
    ]);
  });

  test('lists nothing twice, and keeps what is state', () => {
    const keeps = [
      'waystation.network.v1.StaffState',
      'waystation.network.v1.StaffState',
      'waystation.reception.v1.RepairOrderCountersigned',
    ];
    expect(faultsOf({ timers: [RemindCustomer, RemindCustomer], keeps })).toEqual([
      'keeps waystation.reception.v1.RepairOrderCountersigned, which is no published state',
      'RemindCustomer is listed twice',
      'waystation.network.v1.StaffState is listed twice',
    ]);
  });

  test('has clients of those that the service may ask', () => {
    expect(() => checkDefinition(billing)).not.toThrow();
    expect(faultsOf({ clients: [Parts, Parts] })).toEqual([
      'client Parts asks parts, but no rpc of parts names workshop among its callers',
      'client Parts asks parts, but no rpc of parts names workshop among its callers',
      'Parts is listed twice',
    ]);
  });

  test('is needed at all', () => {
    expect(() => definitionOf({ module: class Empty {} })).toThrow('Empty is no service');
  });
});
