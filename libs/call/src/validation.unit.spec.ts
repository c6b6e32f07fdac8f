import { describe, expect, test } from '@jest/globals';
import { messageNamed } from '@waystation/contracts';
import { StartJobRequest } from '@waystation/contracts/workshop/v1/service';
import { Invalid } from '@waystation/model';
import { checkEvent, validate } from './validation.ts';

describe('validation', () => {
  test('names every field of a request that breaks a rule of its proto', () => {
    const bytes = StartJobRequest.encode(StartJobRequest.fromPartial({ stationId: 'x', jobId: 'y' })).finish();
    const check = () => validate(messageNamed('waystation.workshop.v1.StartJobRequest'), bytes);
    expect(check).toThrow(Invalid);
    expect(check).toThrow(
      expect.objectContaining({
        violations: [expect.objectContaining({ field: 'station_id' }), expect.objectContaining({ field: 'job_id' })],
      }),
    );
  });

  test('reads an event only where its proto states a rule', () => {
    const unread = () => {
      throw new Error('was read');
    };
    expect(() => checkEvent('waystation.workshop.v1.JobStarted', unread)).not.toThrow();
    expect(() => checkEvent('waystation.workshop.v1.StartJobRequest', unread)).toThrow('was read');
  });

  test('an event that breaks its own rules is a defect that names them', () => {
    expect(() => checkEvent('waystation.workshop.v1.StartJobRequest', () => new Uint8Array())).toThrow(
      /breaks its own rules: station_id/,
    );
  });
});
