import { clearJournal, journalOf } from '@waystation/model';
import { day } from '@waystation/testing/model';
import { aVehicle } from '../../testing/a-vehicle.ts';
import { ids } from '../../testing/ids.ts';

describe('A vehicle at a station', () => {
  it('is registered, without plate or person in the event', () => {
    const [vehicle] = aVehicle().build();
    expect(vehicle).toMatchObject({
      id: ids.vehicle,
      plate: 'HH-EK 411',
      fleetNumber: 'EK-11',
      customerId: ids.customer,
    });
    expect(journalOf(vehicle).published).toMatchObject([{ name: 'VehicleRegistered' }]);
    expect(journalOf(vehicle).published[0]!.payload).toEqual({
      stationId: ids.station,
      vehicleId: ids.vehicle,
      at: day(-30),
      model: 'TGX 18.510',
      inServiceAt: day(-1000),
    });
  });

  it('can change its plate or have none', () => {
    const [vehicle] = aVehicle().build();
    clearJournal(vehicle);
    const plateIndex = new Uint8Array([1]);
    vehicle.changePlate({ plate: 'HH-EK 999', plateIndex }, day(0));
    expect(vehicle).toMatchObject({ plate: 'HH-EK 999', plateIndex });
    vehicle.changePlate(undefined, day(0));
    expect(vehicle).toMatchObject({ plate: null, plateIndex: null });
    expect(journalOf(vehicle).published).toEqual([]);
  });

  it('can be transferred to another customer or to none', () => {
    const [vehicle] = aVehicle().build();
    vehicle.transfer({ customerId: ids.otherCustomer, fleetNumber: '' }, day(0));
    expect(journalOf(vehicle).published.at(-1)).toMatchObject({
      name: 'VehicleTransferred',
      payload: { customerId: ids.otherCustomer, previousCustomerId: ids.customer },
    });
    vehicle.transfer({ customerId: '', fleetNumber: '' }, day(0));
    expect(vehicle).toMatchObject({ customerId: null, fleetNumber: '' });
  });
});
