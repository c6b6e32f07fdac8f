import { create, fromBinary, ScalarType, toBinary, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { describe, expect, test } from '@jest/globals';
import { isPersonal, messageNamed, queryOptions, registry } from '@waystation/contracts';
import { withoutPersonal } from './facts.ts';

const queries = [...registry]
  .flatMap((each) => (each.kind === 'service' ? each.methods : []))
  .filter((method) => (queryOptions(method)?.factsFor ?? []).length > 0);

/** Fields of a message and of the messages in it, by `Message.field`. */
function fieldsOf(message: DescMessage, seen = new Map<string, DescField>()): Map<string, DescField> {
  for (const field of message.fields) {
    const name = `${message.name}.${field.name}`;
    if (seen.has(name) || isPersonal(field)) continue;
    seen.set(name, field);
    if (field.message && !field.message.typeName.startsWith('google.protobuf.')) fieldsOf(field.message, seen);
  }
  return seen;
}

const isText = (field: DescField) =>
  field.scalar === ScalarType.STRING || field.scalar === ScalarType.BYTES || field.fieldKind === 'map';

/** Texts that are neither ids nor personal: slugs, codes, numbers, hashes, texts of the platform. */
const facts = new Set([
  'AppointmentSummary.status',
  'AppointmentSummary.vin',
  'CourtesyWork.currency',
  'Damage.kind',
  'Damage.photo_hashes',
  'Damage.place',
  'EventRecord.actor_role',
  // Events hold no personal data (CONTRIBUTING, "How we write").
  'EventRecord.payload_json',
  'EventRecord.rule',
  'EventRecord.step',
  'EventRecord.topic',
  'EventRecord.type',
  'FittedPart.part_number',
  'FittedPart.quantity',
  'GetVisitResponse.model',
  'GetVisitResponse.standard_version',
  // Identifies the vehicle, not a person; vehicle records belong to the network (ADR 11).
  'GetVisitResponse.vin',
  'GetVisitWorkResponse.status',
  'InspectionPoint.result',
  'InspectionSummary.status',
  'JobOperation.code',
  'JobOperation.manual_reference',
  'JobOperation.skill',
  'JobOperation.tools',
  'JobSummary.pause_reason',
  'JobSummary.status',
  'JobSummary.work_kind',
  'MissingRequirement.requirement',
  'MissingRequirement.rule',
  'MissingRequirement.subject',
  'OrderAddendum.addendum_hash',
  'OrderAddendum.component_code',
  'OrderAddendum.source',
  'OrderAddendum.urgency',
  'OverrideRecord.rule',
  'OverrideRecord.status',
  'OverrideRecord.subject',
  'ProposedItem.operations',
  'ProposedItem.work_kind',
  'SheetPoint.photo_hashes',
  'SheetPoint.result',
  'VisitCheckIn.equipment',
  'VisitCheckIn.preparation_missing',
  'VisitCheckIn.vehicle_papers',
  'VisitCheckIn.whereabouts',
  'VisitConcern.cause',
  'VisitConcern.component_code',
  'VisitConcern.kind',
  'VisitConcern.suspected_cause',
  'VisitFact.fact',
  'VisitJob.guarantee_class',
  'VisitJob.payer',
  'VisitOrder.countersigned_document_hash',
  'VisitOrder.currency',
  'VisitOrder.presented_document_hash',
  'VisitOrder.status',
  'VisitRecommendation.component_code',
  'VisitRecommendation.source',
  'VisitRecommendation.status',
  'VisitRecommendation.urgency',
  'VisitSummary.holds',
  'VisitSummary.stage',
]);

describe('withoutPersonal', () => {
  test('serves roles above the stations only', () => {
    const roles = new Set(queries.flatMap((query) => queryOptions(query)!.factsFor!));
    expect([...roles].sort()).toEqual(['NETWORK_ADMIN', 'NETWORK_ANALYST', 'REGIONAL_MANAGER']);
  });

  test('leaves no text that is neither marked as personal nor listed as a fact', () => {
    const texts = queries.flatMap(({ output }) => [...fieldsOf(output)].filter(([, field]) => isText(field)));
    const names = [...new Set(texts.map(([name]) => name))].filter((name) => !/(_ids?|_by|_token)$/.test(name));
    expect(names.filter((name) => !facts.has(name)).sort()).toEqual([]);
    expect([...facts].filter((name) => !names.includes(name))).toEqual([]);
  });

  test('removes personal data, also from lists and nested messages', () => {
    const message = messageNamed('waystation.reception.v1.GetVisitResponse');
    const answer = create(message, {
      summary: { visitId: 'v', stage: 'in_repair', holds: ['parts'] },
      party: { name: 'Wang Logistics', phone: '139' },
      vin: 'WDB1',
      plate: '沪A·D5201',
      concerns: [{ concernId: 'c', description: 'she hears a noise', cause: 'bearing', diagnosis: 'ask Mr Wang' }],
      checkIn: {
        fuelPercent: 40,
        points: [{ pointId: 'p', result: 'ok', remarks: 'said by the driver' }],
        contactDetails: '139',
      },
    } as never);
    const left = fromBinary(message, withoutPersonal(message, toBinary(message, answer))) as unknown as object;
    expect(left).toMatchObject({
      summary: { visitId: 'v', stage: 'in_repair', holds: ['parts'] },
      vin: 'WDB1',
      plate: '',
      concerns: [{ concernId: 'c', description: '', cause: 'bearing', diagnosis: '' }],
      checkIn: { fuelPercent: 40, points: [{ pointId: 'p', result: 'ok', remarks: '' }], contactDetails: '' },
    });
    expect(left).not.toHaveProperty('party');
  });
});
