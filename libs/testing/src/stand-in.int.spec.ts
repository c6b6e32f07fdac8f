import { describe, expect, test } from '@jest/globals';
import { Desk, FakeBilling, fakeWorkshop, Parts, Workshop } from '@waystation/service/testing';
import { startTestService } from './test-service.ts';

const stationId = '01980000-0000-7000-8000-00000000000a';
const jobId = '01980000-0000-7000-8000-000000000001';
const { signal } = new AbortController();
const passedOn = { token: undefined, deadline: undefined, language: 'en', idempotencyKey: undefined, signal };
const call = { validateOnly: false, passedOn };

const asked: unknown[] = [];
const billing = await startTestService(FakeBilling, {
  clients: [
    [
      Workshop,
      {
        confirmProtection: async (request, { validateOnly }) => {
          asked.push({ ...request, validateOnly });
          return { status: 'confirmed' };
        },
      },
    ],
  ],
});
const desk = billing.running.get(Desk);

describe('a service that stands in for another', () => {
  test('answers what the test says, through the messages of its contract', async () => {
    const strange = { stationId, jobId, colour: 'red' };
    expect(await desk.workshop.confirmProtection(strange, call)).toEqual({ jobId: '', status: 'confirmed' });
    expect(asked).toEqual([expect.objectContaining({ stationId, jobId, validateOnly: false })]);
    expect(asked[0]).not.toHaveProperty('colour');
  });

  test('fails what the test says nothing of', async () => {
    await expect(desk.workshop.getJob({ stationId, jobId }, call)).rejects.toThrow(
      'Workshop was asked getJob, and the test gives no answer to it',
    );
    const wanted = { stationId, visitId: '', parts: [] };
    await expect(desk.parts.checkAvailability(wanted, call)).rejects.toThrow('Parts was asked checkAvailability');
  });

  test('is one that the service has, with rpcs that it has', async () => {
    const started = startTestService(fakeWorkshop(), { clients: [[Parts, {}]], hooks: false });
    await expect(started).rejects.toThrow('Parts is no client of the service');
    const misspelt = { workshops: async () => ({}) } as object;
    const other = startTestService(FakeBilling, { clients: [[Workshop, misspelt]], hooks: false });
    await expect(other).rejects.toThrow('workshop has no rpc workshops');
  });
});
