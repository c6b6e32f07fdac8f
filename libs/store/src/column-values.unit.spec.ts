import { expect, test } from '@jest/globals';
import { selectOf } from './column-values.ts';
import { mapping } from './mapping.ts';

class Truck {
  declare id: string;
  declare stationId: string;
  declare version: number;
  declare vin: string;
  declare inServiceAt: Date | null;
  declare about: string;
}

const truckMapping = mapping(Truck, {
  table: 'truck',
  subject: 'truck',
  properties: (p) => ({
    vin: p.text(),
    inServiceAt: p.datetime().nullable(),
    about: p.text().fieldName('subject'),
  }),
});

test('selectOf selects columns by the names of their properties', () => {
  expect(
    selectOf(
      truckMapping,
      `vin, inServiceAt,
    about`,
    ),
  ).toBe('"vin", "in_service_at" as "inServiceAt", "subject" as "about"');
});

test('selectOf applies aliases and the table name', () => {
  expect(selectOf(truckMapping, 'id as truckId, stationId, vin', 't')).toBe(
    't."id" as "truckId", t."station_id" as "stationId", t."vin"',
  );
});

test('selectOf refuses an unknown property', () => {
  expect(() => selectOf(truckMapping, 'colour' as 'vin')).toThrow('truck has no property colour');
});
