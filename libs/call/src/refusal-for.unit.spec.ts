import { describe, expect, test } from '@jest/globals';
import { Invalid } from '@waystation/model';
import { refusalFor } from './refusal-for.ts';

describe('refusalFor', () => {
  const database = { constraints: new Map() } as never;

  test('refuses the request as invalid when a text cannot be stored', () => {
    const error = Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: '22021' });
    const refusal = refusalFor(error, database);
    expect(refusal).toBeInstanceOf(Invalid);
    expect((refusal as Invalid).violations).toEqual([expect.objectContaining({ reason: 'TEXT_NOT_STORABLE' })]);
    expect((refusal as Invalid).cause).toBe(error);
  });

  test('returns an unknown database error unchanged, as a defect', () => {
    const error = Object.assign(new Error('division by zero'), { code: '22012' });
    expect(refusalFor(error, database)).toBe(error);
  });
});
