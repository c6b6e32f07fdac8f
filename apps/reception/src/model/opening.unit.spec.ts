import { party } from '../../testing/examples.ts';
import { ids } from '../../testing/ids.ts';
import { openingFrom } from './opening.ts';

const stated = {
  customerId: '',
  vehicleId: '',
  vin: '',
  plate: '',
  loaded: false,
  dangerousGoods: false,
  driverWaits: false,
};
const appointment = {
  customerId: ids.customer,
  vehicleId: ids.vehicle,
  party: { name: 'Haulage', contactName: 'Li', callBackNumber: '555', email: '', language: 'zh' },
  plate: 'A 1',
  vin: 'V1',
  odometerKm: 100,
} as never;
const customer = { name: 'Haulage Ltd', contacts: [], address: 'Harbour', language: '', paymentTermsDays: 30 } as never;
const vehicle = { plate: 'B 2', vin: 'V2', model: 'T5', odometerKm: 90, customerId: '' } as never;

describe('the opening of a visit', () => {
  it("prefers the advisor's entries to crm, and crm to the appointment", () => {
    const known = openingFrom(stated, { appointment, booked: appointment, customer, vehicle, plate: '' });
    expect(known).toMatchObject({
      customerId: ids.customer,
      party: { name: 'Haulage Ltd', phone: '555', contactName: 'Li', language: 'zh' },
      vehicle: { plate: 'B 2', vin: 'V2', model: 'T5' },
      odometerKm: 100,
      paymentTermsDays: 30,
    });
    const said = openingFrom({ ...stated, party, plate: 'C 3' }, { appointment, customer, vehicle, plate: 'G 9' });
    expect(said).toMatchObject({ party, vehicle: { plate: 'C 3' } });
    expect(openingFrom(stated, { appointment, plate: 'G 9' }).vehicle.plate).toBe('G 9');
  });

  it('normalises the VIN and refuses an invalid one', () => {
    const vinOf = (vin: string) => openingFrom({ ...stated, vin }, { customer, plate: '' }).vehicle.vin;
    expect(vinOf('1m8 gdm9axkp-042788')).toBe('1M8GDM9AXKP042788');
    expect(() => vinOf('1M8GDM9AXKP04278')).toThrow('VIN_LENGTH');
    expect(() => vinOf('1M8GDM9A1KP042788')).toThrow('VIN_CHECK_DIGIT');
  });

  it('ignores a dash as name or phone number in the appointment', () => {
    const dashed = { ...(appointment as object), party: { name: '-', contactName: '', callBackNumber: '-' } } as never;
    expect(() => openingFrom(stated, { appointment: dashed, plate: '' })).toThrow('PARTY_MISSING');
    const reached = {
      ...(customer as object),
      contacts: [{ name: 'Li', phone: '139', email: '', roles: [] }],
    } as never;
    expect(openingFrom(stated, { appointment: dashed, customer: reached, plate: '' }).party.phone).toBe('139');
  });

  it('requires a customer', () => {
    expect(() => openingFrom(stated, { plate: '' })).toThrow('PARTY_MISSING');
  });

  it('takes the contacts of the record or, if it cannot be read, those of the appointment', () => {
    const contact = (name: string) => ({
      contactId: ids.approver,
      name,
      phone: '555',
      email: '',
      roles: ['approver'],
      mayApprove: true,
      approvalLimitMinor: 200_000n,
    });
    const named = { ...(customer as object), contacts: [contact('Li Wei')], currency: 'CNY' } as never;
    const booked = { ...(appointment as object), contacts: [contact('Sun Li')], customerCurrency: 'EUR' } as never;
    const { phone: _, email: __, ...kept } = { ...contact('Li Wei'), approvalLimitMinor: '200000' };
    const known = openingFrom(stated, { appointment: booked, customer: named, plate: '' });
    expect(known.contacts).toEqual({ currency: 'CNY', contacts: [kept] });
    const away = openingFrom(stated, { appointment: booked, plate: '' });
    expect(away.contacts).toMatchObject({ currency: 'EUR', contacts: [{ name: 'Sun Li' }] });
    expect(openingFrom({ ...stated, party }, { plate: '' }).contacts).toBeNull();
  });

  it('takes the contacts but not the payment terms of a customer whose party is typed', () => {
    const named = { ...(customer as object), currency: 'CNY' } as never;
    const said = openingFrom({ ...stated, party }, { customer: named, plate: '' });
    expect(said).toMatchObject({ party, contacts: { currency: 'CNY' }, paymentTermsDays: 0, creditLimitMinor: 0n });
  });
});
