import { describe, expect, it } from '@jest/globals';
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

describe('A stand-in for another service', () => {
  it('gives the answers of the test, serialized by its contract', async () => {
    const strange = { stationId, jobId, colour: 'red' };
    expect(await desk.workshop.confirmProtection(strange, call)).toEqual({ jobId: '', status: 'confirmed' });
    expect(asked).toEqual([expect.objectContaining({ stationId, jobId, validateOnly: false })]);
    expect(asked[0]).not.toHaveProperty('colour');
  });

  it('fails a call without an answer in the test', async () => {
    await expect(desk.workshop.getJob({ stationId, jobId }, call)).rejects.toThrow(
      'Workshop was called with getJob, but the test gives no answer to it',
    );
    const wanted = { stationId, visitId: '', parts: [] };
    await expect(desk.parts.checkAvailability(wanted, call)).rejects.toThrow('Parts was called with checkAvailability');
  });

  it('is refused for a service without a client or an rpc that does not exist', async () => {
    const started = startTestService(fakeWorkshop(), { clients: [[Parts, {}]], hooks: false });
    await expect(started).rejects.toThrow('Parts is not a client of the service');
    const misspelt = { workshops: async () => ({}) } as object;
    const other = startTestService(FakeBilling, { clients: [[Workshop, misspelt]], hooks: false });
    await expect(other).rejects.toThrow('workshop has no rpc workshops');
  });
});
