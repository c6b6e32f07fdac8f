import type { Keeper } from '@waystation/testing';
import { day } from '@waystation/testing/model';
import { aCustomer, dispatcher, fleet, noCalls } from './a-customer.ts';
import { aFollowUp, conversation, survey } from './a-follow-up.ts';
import { aVehicle, brakes, vins } from './a-vehicle.ts';
import { ids } from './ids.ts';

/** Publishes the forms, the station and the follow-up limits of the standard to a service. */
export async function keepReferences(service: Keeper, stationId: string): Promise<void> {
  const forms = [
    { formId: ids.survey, ...survey },
    { formId: ids.consentText, kind: 'consent' },
  ];
  for (const form of forms)
    await service.keep('waystation.network.v1.FormState', { key: `${form.formId}:1`, version: 1, ...form }, stationId);
  const station = { stationId, status: 'open', timeZone: 'Europe/Berlin', jurisdiction: 'DE', currency: 'EUR' };
  await service.keep('waystation.network.v1.StationState', station, stationId);
  const limits = [
    { name: 'days', value: 3n, unit: 'days', bound: 'at_most' },
    { name: 'attempts', value: 2n, unit: 'attempts', bound: 'at_least' },
  ];
  const version = '7';
  await service.keep(
    'waystation.network.v1.StandardState',
    { key: `${stationId}:${version}`, stationId, version, rules: [{ rule: 'FUP-D01', mode: 'auto', limits }] },
    stationId,
  );
}

const ofCustomer = { customerId: ids.customer };
const ofVehicle = { vehicleId: ids.vehicle };
const ofFollowUp = { followUpId: ids.followUp };
const ofVisit = { visitId: ids.visit };
const aFleetWithVehicle = [aCustomer(), aVehicle()];

/** Sample of each step: its precondition, request, actor and events. */
export const crmSteps = {
  RegisterCustomer: {
    given: [],
    request: { ...fleet, contacts: [dispatcher] },
    by: 'clerk',
    publishes: { CustomerRegistered: { kind: 'fleet' } },
  },
  AddContact: {
    given: [aCustomer()],
    request: { ...ofCustomer, contact: { ...dispatcher, phone: '+49 151 5555 0172' } },
    by: 'advisor',
    publishes: {},
  },
  SetApprovalLimit: {
    given: [aCustomer()],
    request: { ...ofCustomer, contactId: ids.contact, mayApprove: true, approvalLimitMinor: 100n },
    by: 'advisor',
    publishes: {},
  },
  RecordConsentChoice: {
    given: [aCustomer()],
    request: { ...ofCustomer, ...noCalls, formId: ids.consentText, formVersion: 1 },
    by: 'agent',
    publishes: { ConsentChosen: { ...ofCustomer, channel: 'phone', purpose: 'follow_up', allowed: false } },
  },
  RegisterVehicle: {
    given: [aCustomer()],
    request: {
      ...ofCustomer,
      vin: vins.unknown,
      plate: 'HH-EK 412',
      model: 'Actros 1845',
      fleetNumber: 'EK-12',
      inServiceAt: day(-900),
      odometerKm: 334_900,
    },
    by: 'clerk',
    publishes: {
      VehicleRegistered: { model: 'Actros 1845' },
      MeterRecorded: { odometerKm: 334_900, belowPrevious: false, visitId: '' },
      VehicleState: [{ vin: vins.unknown }, { vin: vins.unknown, odometerKm: 334_900 }],
    },
  },
  ChangePlate: {
    given: [aVehicle()],
    request: { ...ofVehicle, plate: 'HH-EK 999' },
    by: 'advisor',
    publishes: {},
  },
  TransferVehicle: {
    given: [aCustomer().withId(ids.otherCustomer), aVehicle()],
    request: { ...ofVehicle, customerId: ids.otherCustomer, fleetNumber: 'N-1' },
    by: 'advisor',
    publishes: {
      VehicleTransferred: { ...ofVehicle, customerId: ids.otherCustomer, previousCustomerId: ids.customer },
    },
  },
  RecordMeter: {
    given: [aVehicle()],
    request: { ...ofVehicle, odometerKm: 518_300 },
    by: 'advisor',
    publishes: {
      MeterRecorded: { ...ofVehicle, odometerKm: 518_300, belowPrevious: false },
      VehicleState: { ...ofVehicle, vin: vins.here, odometerKm: 518_300 },
    },
  },
  RecordAttempt: {
    given: [aCustomer(), aFollowUp()],
    request: { ...ofFollowUp, channel: 'phone', outcome: 'no_answer' },
    by: 'agent',
    publishes: { FollowUpAttempted: { ...ofVisit, attempt: 1, channel: 'phone', outcome: 'no_answer' } },
  },
  RecordFollowUp: {
    given: [aFollowUp().attempted()],
    request: { ...ofFollowUp, ...conversation },
    by: 'agent',
    publishes: {
      FollowUpRecorded: { ...ofVisit, recommendationScore: 7, criticism: true, attempts: 2, scriptVersion: 1 },
    },
  },
  CloseUnreached: {
    given: [aFollowUp().attempted().attempted()],
    request: { ...ofFollowUp, reason: 'unreached' },
    by: 'agent',
    publishes: { FollowUpExpired: { ...ofVisit, attempts: 2, reason: 'unreached' } },
  },
} as const;

/** Sample of each query. */
export const crmQueries = {
  GetCustomer: { given: [aCustomer()], request: ofCustomer, by: 'advisor' },
  ListCustomers: { given: [aCustomer()], request: {}, by: 'advisor' },
  FindCustomers: { given: [aCustomer()], request: { phone: dispatcher.phone }, by: 'clerk' },
  GetVehicle: { given: aFleetWithVehicle, request: ofVehicle, by: 'technician' },
  FindVehicle: { given: aFleetWithVehicle, request: { fleetNumber: 'EK-11' }, by: 'advisor' },
  GetFollowUp: { given: [aCustomer(), aFollowUp().recorded()], request: ofFollowUp, by: 'agent' },
  ListFollowUps: { given: [aFollowUp()], request: {}, by: 'agent' },
  ListWork: { given: [aFollowUp()], request: {}, by: 'agent' },
  ListEvents: { given: [aFollowUp()], request: ofVisit, by: 'advisor' },
} as const;

const ofVisitAndVehicle = { ...ofVisit, ...ofVehicle };
const withBrakes = aVehicle().having((file, at, place) =>
  file.recommend({ ...brakes, recommendationId: place.id(ids.recommendation), visitId: place.id(ids.visit) }, at),
);

/** Sample of the event of each reaction. */
export const crmReactions = {
  NoteVisitWhenVisitOpened: { given: [aVehicle()], event: ofVisitAndVehicle },
  RecordMeterWhenConditionRecorded: { given: [aVehicle()], event: { ...ofVisitAndVehicle, odometerKm: 518_300 } },
  KeepRecommendationWhenWorkRecommended: { given: [aVehicle()], event: { ...ofVisitAndVehicle, ...brakes } },
  KeepRecommendationWhenRecommendationAnswered: {
    given: [withBrakes],
    event: { ...ofVisitAndVehicle, recommendationId: ids.recommendation, answer: 'later' },
  },
  KeepGuaranteeWhenGuaranteeCertificateIssued: {
    given: [aVehicle()],
    event: {
      ...ofVisitAndVehicle,
      guarantees: [{ itemId: ids.item, guaranteeClass: 'assembly', distanceKm: 20_000, days: 100 }],
    },
  },
  SettleRecommendationsWhenVehicleDelivered: { given: [withBrakes], event: { ...ofVisitAndVehicle, ...ofCustomer } },
  OpenFollowUpWhenVehicleDelivered: { given: [], event: { ...ofVisitAndVehicle, ...ofCustomer } },
};
