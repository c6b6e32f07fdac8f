import { describe, expect, test } from '@jest/globals';
import { Query, Reaction, UseCase } from '@waystation/call';
import { checkDefinition } from './check-definition.ts';
import { definitionOf } from './service-definition.ts';
import { fakeRpcs, FakeBilling, fakeWorkshop, Parts } from './testing/fake-workshop.ts';

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

@Reaction('waystation.reception.v1.RepairOrderSigned')
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

const billing = await definitionOf(FakeBilling);

async function faultsOf(changes: Parameters<typeof fakeWorkshop>[0]): Promise<string[]> {
  try {
    checkDefinition(await definitionOf(fakeWorkshop(changes)));
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

describe('a service’s table of contents', () => {
  test('that agrees with the proto has a contract for each rpc', async () => {
    const contracts = checkDefinition(await definitionOf(fakeWorkshop()));
    expect([...contracts.keys()]).toEqual(expect.arrayContaining(['StartJob', 'ListEvents']));
  });

  test('names each rpc that nothing answers, and what answers none', async () => {
    const { startJob, ...rpcs } = fakeRpcs();
    expect(
      await faultsOf({ rpcs: { ...rpcs, getJob: startJob!, finishJob: FinishJob, listTools: ListTools } }),
    ).toEqual([
      'rpc StartJob has no step or query',
      'FinishJob has no @UseCase() or @Query() above it',
      'rpc GetJob is answered by StartJob, which is not its name',
      'listTools (ListTools) is no rpc; if a timer makes it, it stands under timers',
    ]);
  });

  test('has timers that are no rpcs', async () => {
    expect(await faultsOf({ timers: [RemindCustomer] })).toEqual([]);
    expect(await faultsOf({ timers: [StartJob] })).toEqual([
      'timer StartJob is an rpc too: what a timer makes has a name of its own',
    ]);
  });

  test('has reactions named by events that are published', async () => {
    expect(
      await faultsOf({ reactions: [OpenJobsWhenOrderSigned, LaughWhenRepairOrderEaten, WaveWhenStaffState] }),
    ).toEqual([
      "reaction OpenJobsWhenOrderSigned doesn't end with WhenRepairOrderSigned, its event",
      'reaction LaughWhenRepairOrderEaten waits for waystation.reception.v1.RepairOrderEaten, which is no published message',
      'reaction WaveWhenStaffState waits for waystation.network.v1.StaffState, which is state: it is kept, not reacted to',
    ]);
  });

  test('lists nothing twice, and keeps what is state', async () => {
    const keeps = [
      'waystation.network.v1.StaffState',
      'waystation.network.v1.StaffState',
      'waystation.reception.v1.RepairOrderSigned',
    ];
    expect(await faultsOf({ timers: [RemindCustomer, RemindCustomer], keeps })).toEqual([
      'keeps waystation.reception.v1.RepairOrderSigned, which is no published state',
      'RemindCustomer is listed twice',
      'waystation.network.v1.StaffState is listed twice',
    ]);
  });

  test('has clients of those that the service may ask', async () => {
    expect(() => checkDefinition(billing)).not.toThrow();
    expect(await faultsOf({ clients: [Parts, Parts] })).toEqual([
      'client Parts asks parts, but no rpc of parts names workshop among its callers',
      'client Parts asks parts, but no rpc of parts names workshop among its callers',
      'Parts is listed twice',
    ]);
  });

  test('is needed at all', async () => {
    await expect(definitionOf(class Empty {})).rejects.toThrow('Empty is no service');
  });
});
