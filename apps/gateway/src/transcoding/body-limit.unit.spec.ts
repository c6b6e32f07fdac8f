import { describe, expect, it } from '@jest/globals';
import { messageNamed } from '@waystation/contracts';
import { bodyBytesMaxOf } from './body-limit.ts';
import { allServices, httpBindings } from './http-bindings.ts';

const kilobytes = (message: string) => bodyBytesMaxOf(messageNamed(`waystation.${message}`)) / 1024;

describe('The limit of a body', () => {
  it('is small for a message with few or short fields', () => {
    expect(kilobytes('workshop.v1.StartJobRequest')).toBe(64);
    expect(kilobytes('appointments.v1.LogCallRequest')).toBe(64);
    expect(kilobytes('crm.v1.RegisterVehicleRequest')).toBe(64);
  });

  it('grows with the lists and texts that the proto allows', () => {
    expect(kilobytes('network.v1.SetPartPricesRequest')).toBeGreaterThan(64);
    expect(kilobytes('reception.v1.SignRepairOrderRequest')).toBe(1024);
    expect(kilobytes('reception.v1.CountersignRepairOrderRequest')).toBe(1024);
  });

  it('is 64 kB for nearly all routes', () => {
    const limits = allServices()
      .flatMap(({ methods }) => methods.filter((rpc) => httpBindings(rpc).some(({ hasBody }) => hasBody)))
      .map(({ name, input }) => ({ name, kilobytes: bodyBytesMaxOf(input) / 1024 }));
    const usual = limits.filter((each) => each.kilobytes === 64);
    expect(usual.length / limits.length).toBeGreaterThan(0.8);
    expect(limits.map((each) => each.kilobytes).every((each) => [64, 256, 512, 1024].includes(each))).toBe(true);
  });
});
