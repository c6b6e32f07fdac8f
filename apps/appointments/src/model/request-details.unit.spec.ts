import { lacksVehicle, requestDetailsOf, type TypedRequest } from './request-details.ts';

const id = '01980000-0000-7000-8000-000000000001';
const nothing: TypedRequest = { customerId: '', vehicleId: '', vin: '', plate: '', model: '', odometerKm: 0 };
const nobody = { name: '', contactName: '', callBackNumber: '', email: '', language: '' };
const approver = { roles: ['approver'], mayApprove: true, approvalLimitMinor: 200_000n };
const driver = { roles: ['driver'], mayApprove: false, approvalLimitMinor: 0n };
const contacts = [
  { contactId: 'c1', name: 'Li Na', phone: '', email: 'li@example.org', ...approver },
  { contactId: 'c2', name: 'Wu Lei', phone: '+86 21 5555 0100', email: '', ...driver },
];
const defaults = { language: 'en', country: 'CN' };
const customer = { kind: 'fleet', name: 'Chang Jiang', language: 'zh', currency: 'CNY', contacts };
const vehicle = { vin: '1M8GDM9AXKP042788', plate: '沪A12345', model: 'X5000', odometerKm: 180_000 };

describe('the request of a customer', () => {
  it('needs the vehicle record only if facts of the vehicle are missing', () => {
    expect(lacksVehicle(nothing)).toBe(false);
    expect(lacksVehicle({ ...nothing, vehicleId: id, ...vehicle, odometerKm: 0 })).toBe(true);
    expect(lacksVehicle({ ...nothing, vehicleId: id, ...vehicle })).toBe(false);
  });

  it('is completed from the records of customer and vehicle', () => {
    expect(requestDetailsOf({ ...nothing, customerId: id, vehicleId: id }, { customer, vehicle }, defaults)).toEqual({
      customerId: id,
      vehicleId: id,
      party: {
        name: 'Chang Jiang',
        contactName: 'Wu Lei',
        callBackNumber: '+86 21 5555 0100',
        email: '',
        language: 'zh',
      },
      callBackNumber: '+862155550100',
      contacts: {
        currency: 'CNY',
        contacts: [
          { contactId: 'c1', name: 'Li Na', ...approver, approvalLimitMinor: '200000' },
          { contactId: 'c2', name: 'Wu Lei', ...driver, approvalLimitMinor: '0' },
        ],
      },
      ...vehicle,
      preferredAt: null,
    });
  });

  it('prefers what the caller said to the records', () => {
    const party = { ...nobody, contactName: 'Zhang Wei', callBackNumber: '139 5550 1201' };
    const said = { ...nothing, party, plate: '沪B1', odometerKm: 184_000 };
    expect(requestDetailsOf(said, { customer, vehicle }, defaults)).toMatchObject({
      party: { name: 'Chang Jiang', contactName: 'Zhang Wei', callBackNumber: '139 5550 1201' },
      plate: '沪B1',
      odometerKm: 184_000,
    });
  });

  it('contains only what the caller said if the records cannot be read', () => {
    expect(requestDetailsOf(nothing, {}, defaults)).toMatchObject({
      customerId: null,
      party: { ...nobody, language: 'en' },
      contacts: null,
      vin: '',
    });
  });

  it('accepts only a valid VIN', () => {
    const vinOf = (vin: string) => requestDetailsOf({ ...nothing, vin }, {}, defaults).vin;
    expect(vinOf('1m8gdm9axkp 042788')).toBe('1M8GDM9AXKP042788');
    expect(vinOf('WP0ZZZ99ZTS392124')).toBe('WP0ZZZ99ZTS392124');
    expect(() => vinOf('1M8GDM9A0KP042788')).toThrow('VIN_CHECK_DIGIT');
    expect(() => vinOf('IM8GDM9AXKP042788')).toThrow('VIN_CHARACTERS');
  });

  it('accepts only a call-back number and a plate that can be read', () => {
    const request = (party: object, plate = '') =>
      requestDetailsOf({ ...nothing, party: { ...nobody, ...party }, plate }, {}, defaults);
    expect(request({ callBackNumber: '021-58881234 转 801' })).toMatchObject({
      party: { callBackNumber: '021-58881234 转 801' },
      callBackNumber: '+862158881234',
    });
    expect(request({}, ' 沪A·12345 ').plate).toBe('沪A·12345');
    expect(() => request({ callBackNumber: '-' })).toThrow('party.call_back_number: PHONE_NOT_A_NUMBER');
    expect(() => request({}, ' ')).toThrow('plate: PLATE_NOT_READABLE');
  });
});
