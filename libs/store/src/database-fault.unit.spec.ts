import { describe, expect, test } from '@jest/globals';
import { databaseFault, isConnectionDoubtful, isConnectionLost, isTransient } from './database-fault.ts';

const answered = (code: string) => Object.assign(new Error('message of the server'), { code });

describe('databaseFault', () => {
  test.each([
    ['08006', 'away', 'lost'],
    ['22P02', 'refused'],
    ['23505', 'refused'],
    ['25006', 'away', 'left'],
    ['25P03', 'slow', 'left'],
    ['26000', 'away', 'left'],
    ['28P01', 'away', 'left'],
    ['3D000', 'away', 'left'],
    ['40001', 'conflict'],
    ['40P01', 'conflict'],
    ['42501', 'unknown'],
    ['42P01', 'unknown'],
    ['53100', 'away'],
    ['53300', 'away'],
    ['54000', 'refused'],
    ['55000', 'away'],
    ['55P03', 'slow'],
    ['57014', 'slow'],
    ['57P01', 'away', 'lost'],
    ['57P03', 'away', 'lost'],
    ['58030', 'away', 'left'],
    ['0A000', 'unknown', 'left'],
    ['P0001', 'refused'],
    ['XX000', 'away', 'left'],
    ['ECONNABORTED', 'away', 'lost'],
    ['ECONNREFUSED', 'away', 'lost'],
    ['EAI_AGAIN', 'away', 'lost'],
    ['EMFILE', 'away', 'lost'],
    ['ENETUNREACH', 'away', 'lost'],
  ])('classifies %s as %s', (code, fault, connection = '') => {
    const error = answered(code);
    expect(databaseFault(error)).toBe(fault);
    expect(isTransient(error)).toBe(['away', 'slow', 'conflict'].includes(fault));
    expect(isConnectionLost(error)).toBe(connection === 'lost');
    expect(isConnectionDoubtful(error)).toBe(connection !== '');
  });

  test('classifies errors without a code by their message', () => {
    expect(databaseFault(new Error('Query read timeout'))).toBe('slow');
    expect(databaseFault(new Error('Connection terminated unexpectedly'))).toBe('away');
    expect(databaseFault(new Error('timeout exceeded when trying to connect'))).toBe('away');
    expect(databaseFault(Object.assign(new Error('cached plan must not change result type'), { code: '0A000' }))).toBe(
      'away',
    );
  });

  test('returns undefined for errors of code', () => {
    expect(databaseFault(new TypeError('x is not a function'))).toBeUndefined();
    expect(
      databaseFault(new Error('ConfirmProtection published an event that its proto does not list')),
    ).toBeUndefined();
    expect(databaseFault(undefined)).toBeUndefined();
  });
});
