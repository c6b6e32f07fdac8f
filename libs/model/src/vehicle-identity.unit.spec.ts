import { isSameVehicle } from './vehicle-identity.ts';

const nothing = { vehicleId: '', vin: '', plate: '' };
const [a, b] = ['01980000-0000-7000-8000-00000000000a', '01980000-0000-7000-8000-00000000000b'];
const [vin, otherVin] = ['1M8GDM9AXKP042788', '5GZCZ43D13S812715'];

describe('Two records of a vehicle', () => {
  it.each([
    ['the same id', { vehicleId: a, plate: '沪A1' }, { vehicleId: a, plate: '沪B2' }, true],
    ['different ids', { vehicleId: a, plate: '沪A1' }, { vehicleId: b, plate: '沪A1' }, false],
    ['the same VIN', { vehicleId: a, vin }, { vin, plate: '沪A1' }, true],
    ['different VINs and the same plate', { vin, plate: '沪A1' }, { vin: otherVin, plate: '沪A1' }, false],
    ['two spellings of a plate', { vin, plate: '沪A·77002' }, { plate: '沪a77002' }, true],
    ['different plates', { vin, plate: '沪A·77001' }, { plate: '沪B·99999' }, false],
    ['nothing in common', { vin }, { plate: '沪A1' }, undefined],
  ])('are compared by %s', (_, one, other, answer) => {
    expect(isSameVehicle({ ...nothing, ...one }, { ...nothing, ...other })).toBe(answer);
    expect(isSameVehicle({ ...nothing, ...other }, { ...nothing, ...one })).toBe(answer);
  });
});
