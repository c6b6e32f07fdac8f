import { lacksVehicle, wishOf, type TypedWish } from './wish.ts';

const id = '01980000-0000-7000-8000-000000000001';
const nothing: TypedWish = { customerId: '', vehicleId: '', vin: '', plate: '', model: '', odometerKm: 0 };
const nobody = { name: '', contactName: '', callBackNumber: '', email: '', language: '' };
const approver = { roles: ['approver'], mayApprove: true, approvalLimitMinor: 200_000n };
const driver = { roles: ['driver'], mayApprove: false, approvalLimitMinor: 0n };
const contacts = [
  { contactId: 'c1', name: 'Li Na', phone: '', email: 'li@example.org', ...approver },
  { contactId: 'c2', name: 'Wu Lei', phone: '+86 21 5555 0100', email: '', ...driver },
];
const customer = { kind: 'fleet', name: 'Chang Jiang', language: 'zh', currency: 'CNY', contacts };
const vehicle = { vin: '1M8GDM9AXKP042788', plate: '沪A12345', model: 'X5000', odometerKm: 180_000 };

describe('what is known of a wish', () => {
  it('is asked of the files where it was not said', () => {
    expect(lacksVehicle(nothing)).toBe(false);
    expect(lacksVehicle({ ...nothing, vehicleId: id, ...vehicle, odometerKm: 0 })).toBe(true);
    expect(lacksVehicle({ ...nothing, vehicleId: id, ...vehicle })).toBe(false);
  });

  it('is filled in from the files', () => {
    expect(wishOf({ ...nothing, customerId: id, vehicleId: id }, { customer, vehicle }, 'en')).toEqual({
      customerId: id,
      vehicleId: id,
      party: {
        name: 'Chang Jiang',
        contactName: 'Wu Lei',
        callBackNumber: '+86 21 5555 0100',
        email: '',
        language: 'zh',
      },
      contacts: {
        currency: 'CNY',
        contacts: [
          { contactId: 'c1', name: 'Li Na', ...approver, approvalLimitMinor: '200000' },
          { contactId: 'c2', name: 'Wu Lei', ...driver, approvalLimitMinor: '0' },
        ],
      },
      ...vehicle,
      wishedAt: null,
    });
  });

  it('is what was said before all', () => {
    const party = { ...nobody, contactName: 'Zhang Wei', callBackNumber: '139' };
    const said = { ...nothing, party, plate: '沪B1', odometerKm: 184_000 };
    expect(wishOf(said, { customer, vehicle }, 'en')).toMatchObject({
      party: { name: 'Chang Jiang', contactName: 'Zhang Wei', callBackNumber: '139' },
      plate: '沪B1',
      odometerKm: 184_000,
    });
  });

  it('is what was said where the files are away', () => {
    expect(wishOf(nothing, {}, 'en')).toMatchObject({
      customerId: null,
      party: { ...nobody, language: 'en' },
      contacts: null,
      vin: '',
    });
  });

  it('has a VIN that may be one', () => {
    const vinOf = (vin: string) => wishOf({ ...nothing, vin }, {}, 'en').vin;
    expect(vinOf('1m8gdm9axkp 042788')).toBe('1M8GDM9AXKP042788');
    expect(vinOf('WP0ZZZ99ZTS392124')).toBe('WP0ZZZ99ZTS392124');
    expect(() => vinOf('1M8GDM9A0KP042788')).toThrow('VIN_CHECK_DIGIT');
    expect(() => vinOf('IM8GDM9AXKP042788')).toThrow('VIN_CHARACTERS');
  });
});
