import { describe, expect, test } from '@jest/globals';
import { Conflict, NotFound, Refused, Unavailable } from '@waystation/model';
import { faultOf } from './failures.ts';

const coded = (code: string | number) => Object.assign(new Error('message of the error'), { code });
/** Adds the first line of each error, because a test title must not show a stack. */
const named = (errors: readonly unknown[]) =>
  errors.map((error) => {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return [`${String(error)}${code}`, error] as const;
  });
const because = (error: Error, cause: unknown) => Object.assign(error, { cause });

describe('faultOf', () => {
  test.each(
    [
      'EAI_AGAIN',
      'ENETUNREACH',
      'ECONNABORTED',
      'ECONNRESET',
      'EMFILE',
      '25006',
      '28P01',
      '3D000',
      '53100',
      '53300',
    ].concat(['57P01', '58030', '08006', 'XX000', '26000']),
  )('reports %s as away, not as a fault of the event', (code) => {
    expect(faultOf(coded(code))).toBe('away');
    expect(faultOf(because(new Unavailable('DATABASE_UNAVAILABLE'), coded(code)))).toBe('away');
  });

  test.each(['57014', '55P03', '25P03'])('reports %s as slow', (code) => {
    expect(faultOf(coded(code))).toBe('slow');
    expect(faultOf(because(new Unavailable('DATABASE_UNAVAILABLE'), coded(code)))).toBe('slow');
  });

  test('reports another service as slow after a timeout and as away when it is unavailable', () => {
    expect(faultOf(because(new Unavailable('SERVICE_UNAVAILABLE'), coded(4)))).toBe('slow');
    expect(faultOf(because(new Unavailable('SERVICE_UNAVAILABLE'), coded(14)))).toBe('away');
    expect(faultOf(new Unavailable('PRICE_LIST_UNAVAILABLE'))).toBe('away');
    expect(faultOf(new Error('Query read timeout'))).toBe('slow');
    expect(faultOf(because(new TypeError('fetch failed'), coded('ECONNREFUSED')))).toBe('away');
  });

  test('reports a lost transaction as a conflict', () => {
    expect(faultOf(because(new Conflict('CHANGED_MEANWHILE'), coded('40001')))).toBe('conflict');
    expect(faultOf(coded('40P01'))).toBe('conflict');
  });

  test.each(
    named([
      new TypeError("Cannot read properties of undefined (reading 'technicianId')"),
      new RangeError('out of range'),
      new Error('AuthoriseJobs published JobGuessed, which its proto does not list'),
      new NotFound('job', '1'),
      new Refused('ORDER_CLOSED'),
      new Conflict('APPOINTMENT_CHANGED'),
      coded('22P02'),
      coded('P0001'),
      because(new Refused('SLOT_TAKEN'), coded('23505')),
    ]),
  )('blames the event for %s', (_, error) => {
    expect(faultOf(error)).toBe('event');
  });

  test.each(
    named([
      coded('42P01'),
      coded('0A000'),
      coded('ERR_TLS_CERT_ALTNAME_INVALID'),
      because(new Error('workshop failed: INTERNAL internal error'), coded(13)),
      Object.assign(new Error('?'), { name: 'S3ServiceException' }),
      'no error at all',
    ]),
  )('reports the cause as unknown for %s', (_, error) => {
    expect(faultOf(error)).toBe('unknown');
  });
});
