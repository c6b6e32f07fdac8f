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

describe('the availability of parts', () => {
  const ask = (quantities: string[], found: Partial<typeof filter> & object = {}) =>
    availability(
      quantities.map((quantity) => ({ partNumber: 'P-1', quantity })),
      [{ ...filter, ...found }],
      minute(0),
    );

  it('counts free stock and the stock reserved for the visit', () => {
    expect(ask(['3'])).toMatchObject({
      parts: [{ known: true, freeQuantity: '3', enough: true, availableAt: minute(0) }],
      allAvailableAt: minute(0),
    });
  });

  it('counts no piece twice', () => {
    expect(ask(['2', '2']).parts).toMatchObject([
      { enough: true },
      { enough: false, freeQuantity: '1', availableAt: day(2) },
    ]);
  });

  it('gives the expected date of the order, else the lead time of the part', () => {
    expect(ask(['4']).allAvailableAt).toEqual(day(2));
    expect(ask(['4'], { expectedAt: day(1) as never }).allAvailableAt).toEqual(day(1));
    expect(ask(['4'], { expectedAt: minute(-1) as never }).allAvailableAt).toEqual(minute(0));
  });

  it('gives no date for a part that is superseded or not in the catalogue', () => {
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
