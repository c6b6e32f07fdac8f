import { describe, expect, test } from '@jest/globals';
import { Invalid } from '@waystation/model';
import { refusalFor } from './refusal-for.ts';

describe('what the database says no to', () => {
  const database = { constraints: new Map() } as never;

  test('is a text that can not be stored: the request is wrong, not the platform', () => {
    const error = Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: '22021' });
    const refusal = refusalFor(error, database);
    expect(refusal).toBeInstanceOf(Invalid);
    expect((refusal as Invalid).violations).toEqual([expect.objectContaining({ reason: 'TEXT_NOT_STORABLE' })]);
    expect((refusal as Invalid).cause).toBe(error);
  });

  test('is a defect where nobody knows what it means', () => {
    const error = Object.assign(new Error('division by zero'), { code: '22012' });
    expect(refusalFor(error, database)).toBe(error);
  });
});
