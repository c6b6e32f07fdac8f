import { mustBeAsBooked, mustNotBeHere, mustTakeIn, seenVehicle, withBooked } from './vehicle-here.ts';

const nothing = { vehicleId: '', vin: '', plate: '' };
const booked = { vehicleId: 'v', vin: '1M8GDM9AXKP042788', plate: '沪A·77001' };

describe('an arriving vehicle', () => {
  it('is compared by its normalised VIN and plate', () => {
    const seen = seenVehicle({ vehicleId: '', vin: '1m8gdm9axkp 042788', plate: ' 沪A·1 ' });
    expect(seen).toEqual({ vehicleId: '', vin: '1M8GDM9AXKP042788', plate: '沪A·1' });
    expect(seenVehicle(nothing)).toEqual(nothing);
    expect(() => seenVehicle({ ...nothing, plate: ' ' })).toThrow('plate: PLATE_NOT_READABLE');
    expect(() => seenVehicle({ ...nothing, vin: 'IM8GDM9AXKP042788' })).toThrow('vin: VIN_CHARACTERS');
  });

  it('must be the booked vehicle unless a reason is given', () => {
    expect(() =>
      mustBeAsBooked({ seen: { ...nothing, plate: '沪a77001' }, booked, vehicleConflictReason: '' }),
    ).not.toThrow();
    expect(() => mustBeAsBooked({ seen: nothing, booked, vehicleConflictReason: '' })).not.toThrow();
    const other = { seen: { ...nothing, plate: '沪B99999' }, booked };
    expect(() => mustBeAsBooked({ ...other, vehicleConflictReason: '' })).toThrow('ANOTHER_VEHICLE_BOOKED');
    expect(() => mustBeAsBooked({ ...other, vehicleConflictReason: 'new_plate' })).not.toThrow();
  });

  it('takes missing facts from its appointment unless it is another vehicle', () => {
    const seen = { ...nothing, plate: '沪B99999' };
    expect(withBooked({ seen, booked, vehicleConflictReason: 'new_plate' })).toEqual({ ...booked, plate: '沪B99999' });
    expect(withBooked({ seen, booked, vehicleConflictReason: 'other_vehicle' })).toBe(seen);
    expect(withBooked({ seen, booked: undefined, vehicleConflictReason: '' })).toBe(seen);
  });

  it('has only one open visit at a time', () => {
    const open = { visitId: 'w', arrivedAt: new Date('2026-03-02T00:30:00Z') };
    expect(() => mustNotBeHere(undefined, 'Asia/Shanghai')).not.toThrow();
    expect(() => mustNotBeHere(open, 'Asia/Shanghai')).toThrow(
      expect.objectContaining({
        reason: 'VEHICLE_HAS_OPEN_VISIT',
        metadata: { visitId: 'w', since: '2026-03-02 08:30' },
      }) as Error,
    );
  });

  it('is received without an appointment only by an open station', () => {
    expect(() => mustTakeIn('open')).not.toThrow();
    for (const status of ['suspended', 'closed']) expect(() => mustTakeIn(status)).toThrow('STATION_ACCEPTS_NO_VISITS');
  });
});
