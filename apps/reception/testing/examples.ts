import type { AppointmentConfirmed } from '@waystation/contracts/appointments/v1/events';
import type { LabourOperationState } from '@waystation/contracts/network/v1/state';
import type { CustomerContacts, SignerContact } from '@waystation/model';
import { aForm, hash, minute } from '@waystation/testing/model';
import type { Condition } from '../src/model/check-in.ts';
import type { CheckSheet } from '../src/model/check-sheet.ts';
import type { BookedConcern } from '../src/model/concern.ts';
import type { OrderItem, OrderOperation } from '../src/model/order-item.ts';
import type { Pricing } from '../src/model/repair-order.ts';
import type { Countersignature, Signature } from '../src/model/signature.ts';
import type { Opening } from '../src/model/visit.ts';
import { ids } from './ids.ts';

export const sheetForm = aForm('check_sheet', 'lights', 'tyres');
export const consentForm = aForm('consent', 'work');

const point = { result: 'ok', value: '', remarks: '', seconds: 20, photoHashes: [] };

export const sheet: CheckSheet = {
  formId: ids.sheet,
  formVersion: 3,
  points: [
    { ...point, pointId: 'lights' },
    { ...point, pointId: 'tyres', result: 'not_ok', value: '2.1', remarks: 'axle 1' },
  ],
  seconds: 300,
};

export const condition: Condition = {
  odometerKm: 120_500,
  belowPreviousReason: '',
  fuelPercent: 40,
  damages: [{ place: 'front_left', kind: 'scratch', remarks: '', photoHashes: [] }],
  equipment: ['warning_triangle'],
  customerPresent: true,
  dropOffReason: '',
};

export const bookedConcern: BookedConcern = {
  concernId: ids.concern,
  kind: 'fault',
  description: 'The brakes squeal',
  suspectedCause: 'worn',
};

export const party = {
  name: 'Haulage Ltd',
  contactName: 'Li Wei',
  phone: '+86 10 5555 0101',
  email: '',
  address: '1 Harbour Road',
  taxNumber: '',
  language: 'en',
};

/** Contact who may approve up to 2,000.00. */
export function aContact(facts: Partial<SignerContact> = {}): SignerContact {
  const who = { contactId: ids.approver, name: 'Li Wei', roles: ['approver'] };
  return { ...who, mayApprove: true, approvalLimitMinor: '200000', ...facts };
}

/** Owner without a limit, approver up to 2,000.00, and driver who may not approve. */
export const contacts: CustomerContacts = {
  currency: 'CNY',
  contacts: [
    aContact(),
    aContact({ contactId: ids.driver, name: 'Ma Dong', roles: ['driver'], mayApprove: false, approvalLimitMinor: '0' }),
    aContact({ contactId: ids.owner, name: 'Sun Li', roles: ['owner'], approvalLimitMinor: '0' }),
  ],
};

/** Opening for a known customer and vehicle. */
export function anOpening(facts: Partial<Opening> = {}): Opening {
  return {
    customerId: ids.customer,
    vehicleId: ids.vehicle,
    party,
    contacts,
    vehicle: { vin: '1M8GDM9AXKP042788', plate: 'A 12345', model: 'T5' },
    odometerKm: 120_000,
    paymentTermsDays: 30,
    creditLimitMinor: 5_000_000n,
    readyBy: undefined,
    loaded: false,
    dangerousGoods: false,
    driverWaits: true,
    ...facts,
  };
}

export const relining: OrderOperation = {
  code: '013-001-017/2',
  labourMinutes: 90,
  skill: 'brakes',
  mandatorySafety: ['lift_secured'],
  advisedSafety: [],
  tools: ['torque_wrench'],
  manualReference: 'WM-13 4.2',
  rateKind: 'mechanical',
  guaranteeClass: 'major',
  descriptionEn: 'Reline the brakes',
  descriptionZh: '更换制动片',
};

/** Item for the brakes: 90 minutes of labour and four linings. */
export function anItem(facts: Partial<OrderItem> = {}): OrderItem {
  return {
    itemId: ids.item,
    status: 'ordered',
    workKind: 'repair',
    guaranteeClass: 'major',
    payer: 'customer',
    coverageReference: '',
    concernId: ids.concern,
    cause: 'worn',
    operations: [relining],
    parts: [{ partNumber: 'BL-400', quantity: '4', description: 'Brake lining' }],
    fees: [],
    ...facts,
  };
}

/** Prices of the item's labour. */
export function aPricing(facts: Partial<Pricing> = {}): Pricing {
  const line = {
    lineId: ids.line,
    itemId: ids.item,
    kind: 'labour',
    code: relining.code,
    description: relining.descriptionEn,
    quantity: '1.5',
    unit: 'hour',
    unitPriceMinor: 30_000n,
    netMinor: 45_000n,
    taxCategory: 'standard',
    taxRatePercent: '13',
    priceList: 'network:1',
    payer: 'customer',
  };
  const total = { payer: 'customer', netMinor: 45_000n, taxMinor: 5_850n, amountMinor: 50_850n };
  return { currency: 'CNY', lines: [line], totals: [total], missing: [], labourMinutes: 90, ...facts };
}

export const strokes = [
  {
    points: [
      { x: 10, y: 20, atMs: 0, pressure: 0 },
      { x: 300, y: 400, atMs: 250, pressure: 0 },
    ],
  },
];

/** Customer's signature, by default of a contact who may approve. */
export function aSignature(facts: Partial<Signature> = {}): Signature {
  return {
    documentHash: hash,
    signedBy: '',
    contactId: ids.approver,
    identifiedBy: 'id_card',
    acceptance: '',
    acceptanceRemarks: '',
    device: 'tablet 3',
    consentFormId: ids.consent,
    consentFormVersion: 1,
    strokes,
    advisorId: ids.advisor,
    signedAt: minute(0).toISOString(),
    ...facts,
  };
}

/** Advisor's signature after the customer's. */
export function aCountersignature(facts: Partial<Countersignature> = {}): Countersignature {
  const { documentHash, device, strokes, advisorId, signedAt } = aSignature();
  return { documentHash, device, strokes, advisorId, signedAt, ...facts };
}

/** Signature of a person who is no contact of the customer. */
export function aPerson(facts: Partial<Signature> = {}): Signature {
  const accepted = { acceptance: 'written_authority', acceptanceRemarks: '' };
  return aSignature({ contactId: '', signedBy: 'Gao Feng', ...accepted, ...facts });
}

/** Refusal of immediate work, signed by a person whom the advisor accepts. */
export const aRefusal = {
  witnessed: false,
  witnessId: '',
  contactId: '',
  signedBy: 'Gao Feng',
  identifiedBy: 'known',
  acceptance: 'confirmed_by_phone',
  acceptanceRemarks: 'Li Wei at ten',
  strokes,
};

/** Slot for the brakes at nine. */
export const slot = {
  bookingId: ids.booking,
  bayId: ids.bay,
  technicianId: ids.technician,
  startAt: minute(60),
  endAt: minute(180),
  jobId: '',
};

/** Confirmation of an appointment for the brakes. */
export function aConfirmation(facts: Partial<AppointmentConfirmed> = {}): AppointmentConfirmed {
  return {
    stationId: ids.station,
    visitId: ids.visit,
    appointmentId: ids.appointment,
    at: minute(0),
    customerId: ids.customer,
    vehicleId: ids.vehicle,
    advisorId: ids.advisor,
    slot,
    operations: [
      {
        concernId: ids.concern,
        workKind: 'repair',
        code: relining.code,
        labourMinutes: relining.labourMinutes,
        skill: relining.skill,
      },
    ],
    parts: [{ concernId: ids.concern, partNumber: 'BL-400', quantity: '4' }],
    estimate: undefined,
    standardVersion: '7',
    ...facts,
  };
}

/** Published operation for relining. */
export const publishedRelining: LabourOperationState = {
  key: '013-001-017/2:1',
  operation: relining.code,
  version: 1,
  stationId: '',
  descriptionEn: relining.descriptionEn,
  descriptionZh: relining.descriptionZh,
  models: [],
  workKind: 'mechanical',
  labourMinutes: 90,
  skill: 'brakes',
  tools: ['torque_wrench'],
  safetyConfirmations: [
    { code: 'lift_secured', mandatory: true, descriptionEn: 'The lift is secured', descriptionZh: '举升机已锁止' },
  ],
  manualReference: 'WM-13 4.2',
  guaranteeClass: 'major',
  at: minute(-100),
  from: minute(-100),
};
