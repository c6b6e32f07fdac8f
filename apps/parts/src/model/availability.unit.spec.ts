import { day, minute } from '@waystation/testing/model';
import { availability } from './availability.ts';

const filter = {
  partNumber: 'P-1',
  leadDays: 2,
  supersededBy: null,
  freeMilli: 2_000,
  ownMilli: 1_000,
  expectedAt: null,
};

describe('whether parts can be had', () => {
  const ask = (quantities: string[], found: Partial<typeof filter> & object = {}) =>
    availability(
      quantities.map((quantity) => ({ partNumber: 'P-1', quantity })),
      [{ ...filter, ...found }],
      minute(0),
    );

  it('counts what is free and what the visit has', () => {
    expect(ask(['3'])).toMatchObject({
      parts: [{ known: true, freeQuantity: '3', enough: true, availableAt: minute(0) }],
      allAvailableAt: minute(0),
    });
  });

  it('gives no piece twice', () => {
    expect(ask(['2', '2']).parts).toMatchObject([
      { enough: true },
      { enough: false, freeQuantity: '1', availableAt: day(2) },
    ]);
  });

  it('says when it comes: as it is ordered, else by its lead time', () => {
    expect(ask(['4']).allAvailableAt).toEqual(day(2));
    expect(ask(['4'], { expectedAt: day(1) as never }).allAvailableAt).toEqual(day(1));
    expect(ask(['4'], { expectedAt: minute(-1) as never }).allAvailableAt).toEqual(minute(0));
  });

  it('knows no time for what is not in the catalogue, or is ordered no more', () => {
    const superseded = ask(['4'], { supersededBy: 'P-2' as never });
    expect(superseded.parts).toMatchObject([{ supersededBy: 'P-2', availableAt: undefined }]);
    expect(superseded.allAvailableAt).toBeUndefined();
    const unknown = availability([{ partNumber: 'P-9', quantity: '1' }], [], minute(0));
    expect(unknown).toEqual({
      parts: [
        {
          partNumber: 'P-9',
          known: false,
          freeQuantity: '0',
          enough: false,
          availableAt: undefined,
          supersededBy: '',
        },
      ],
      allAvailableAt: undefined,
    });
  });
});
