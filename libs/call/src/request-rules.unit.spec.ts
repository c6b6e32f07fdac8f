import {
  getOption,
  hasOption,
  ScalarType,
  toBinary,
  type DescExtension,
  type DescField,
  type DescMessage,
} from '@bufbuild/protobuf';
import { reflect, type ReflectList, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { describe, expect, test } from '@jest/globals';
import { fieldLimits, registry, textKind } from '@waystation/contracts';
import { violationsMax, type Invalid } from '@waystation/model';
import { fieldTexts, hasWordsForPattern } from './field-texts.ts';
import { takeRequest } from './validation.ts';

/** All messages in requests of the platform. */
function messagesOfRequests(): DescMessage[] {
  const found = new Set<DescMessage>();
  const walk = (message: DescMessage) => {
    if (message.typeName.startsWith('google.') || found.has(message)) return;
    found.add(message);
    for (const field of message.fields) if (field.message) walk(field.message);
  };
  for (const file of registry.files)
    for (const service of file.services)
      if (service.typeName.startsWith('waystation.')) for (const { input } of service.methods) walk(input);
  return [...found];
}

const messages = messagesOfRequests();
const fields = messages.flatMap((message) => message.fields);
const nameOf = (field: DescField) => `${field.parent.typeName.replace('waystation.', '')}.${field.name}`;
const isText = (field: DescField) =>
  (field.fieldKind === 'scalar' || (field.fieldKind === 'list' && field.listKind === 'scalar')) &&
  field.scalar === ScalarType.STRING;
const texts = fields.filter(isText);

/** True for a pattern that limits the length of a text. */
const isBounded = (pattern: string) => !/[*+]/.test(pattern.replaceAll(/\\.|\[[^\]]*\]/g, 'x'));

describe('requests of the platform', () => {
  test('limit the length of every list', () => {
    const lists = fields.filter(({ fieldKind }) => fieldKind === 'list' || fieldKind === 'map');
    expect(lists.length).toBeGreaterThan(50);
    expect(lists.filter((field) => !fieldLimits(field).maxItems).map(nameOf)).toEqual([]);
  });

  test('limit the length of every text', () => {
    expect(texts.length).toBeGreaterThan(500);
    const open = texts.filter((field) => {
      const { isFixed, maxLen, pattern } = fieldLimits(field);
      return !isFixed && !maxLen && !(pattern && isBounded(pattern));
    });
    expect(open.map(nameOf)).toEqual([]);
  });

  test('declare the text kind of plates, vehicle identification numbers and phone numbers', () => {
    const kinds: Record<string, string> = { plate: 'PLATE', vin: 'VIN', phone: 'PHONE', call_back_number: 'PHONE' };
    const typed = texts.filter(({ name }) => name in kinds);
    expect(typed.length).toBeGreaterThan(10);
    expect(typed.filter((field) => textKind(field) !== kinds[field.name]).map(nameOf)).toEqual([]);
  });

  test('give a text the same limit in every request that takes it over', () => {
    const limitsOf = (names: readonly string[]) =>
      new Set(names.map((name) => fieldLimits(texts.find((field) => nameOf(field) === name)!).maxLen));
    const handoverAccepted = [
      ['appointments.v1.NewConcern.description', 'appointments.v1.AmendedConcern.description'].concat([
        'reception.v1.ConfirmedConcern.description',
        'reception.v1.AddConcernRequest.description',
      ]),
      ['crm.v1.RegisterCustomerRequest.name', 'appointments.v1.NewParty.name', 'reception.v1.VisitParty.name'].concat([
        'billing.v1.BillTo.name',
      ]),
      [
        'crm.v1.NewContact.name',
        'appointments.v1.NewParty.contact_name',
        'reception.v1.VisitParty.contact_name',
      ].concat([
        'reception.v1.SignRepairOrderRequest.signed_by',
        'appointments.v1.ExplainEstimateRequest.explained_to',
      ]),
      ['crm.v1.NewContact.email', 'appointments.v1.NewParty.email', 'reception.v1.VisitParty.email'],
      ['network.v1.LabourOperation.manual_reference', 'workshop.v1.RecordManualReferenceRequest.document'],
      ['crm.v1.RegisterVehicleRequest.model', 'network.v1.LabourOperation.models'],
      ['reception.v1.DiagnoseConcernRequest.cause', 'quality.v1.RaiseNonconformityRequest.cause'],
      ['reception.v1.TakeKeysAndPapersRequest.vehicle_papers', 'quality.v1.HandOverVehicleRequest.documents'],
      ['appointments.v1.RequestDiagnosisHelpRequest.question', 'workshop.v1.RequestExpertHelpRequest.question'],
    ];
    expect(handoverAccepted.filter((names) => limitsOf(names).size > 1)).toEqual([]);
  });

  test('give fields of the same name the same limit, except names with several meanings', () => {
    // A bay has a short name, a company a long one; descriptions in a price list are shorter than in a form.
    const different = [
      'name',
      'place',
      'answer',
      'remarks',
      'justification',
      'description',
      'description_en',
      'description_zh',
      'contact',
      'code',
    ];
    const limits = new Map<string, Set<number | undefined>>();
    for (const field of texts) {
      const { isFixed, pattern, maxLen } = fieldLimits(field);
      if (isFixed || pattern || different.includes(field.name)) continue;
      limits.set(field.name, (limits.get(field.name) ?? new Set()).add(maxLen));
    }
    expect([...limits].filter(([, found]) => found.size > 1).map(([name]) => name)).toEqual([]);
  });
});

describe('texts for invalid fields', () => {
  test('exist for every pattern', () => {
    const patterns = texts.flatMap((field) => fieldLimits(field).pattern ?? []);
    expect(patterns.length).toBeGreaterThan(50);
    expect([...new Set(patterns)].filter((pattern) => !hasWordsForPattern(pattern))).toEqual([]);
  });

  test('exist for every custom rule', () => {
    const field = registry.getExtension('buf.validate.field') as DescExtension;
    const message = registry.getExtension('buf.validate.message') as DescExtension;
    const own = [
      ...fields.flatMap((each) => (hasOption(each, field) ? [getOption(each, field)] : [])),
      ...messages.flatMap((each) => (hasOption(each, message) ? [getOption(each, message)] : [])),
    ].flatMap((rules) => (rules as unknown as { cel: { id: string }[] }).cel.map(({ id }) => id));
    expect(own.length).toBeGreaterThan(5);
    const slugs = own.map((id) => id.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_'));
    expect(slugs.filter((slug) => !(slug in fieldTexts.en))).toEqual([]);
  });

  test('have the same placeholders in both languages', () => {
    const placesOf = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
    expect(Object.keys(fieldTexts.zh)).toEqual(Object.keys(fieldTexts.en));
    for (const [slug, text] of Object.entries(fieldTexts.en))
      expect([slug, placesOf(fieldTexts.zh[slug as keyof typeof fieldTexts.en])]).toEqual([slug, placesOf(text)]);
  });
});

describe('text fields of a request', () => {
  /** A message with NUL in each text and one element in each list. */
  function spoiled(
    message: DescMessage,
    within: readonly DescMessage[] = [],
  ): { value: ReflectMessage; count: number } {
    const value = reflect(message);
    let count = 0;
    for (const field of message.fields) {
      const part = field.fieldKind === 'map' ? undefined : field.message;
      if (isText(field)) {
        count += 1;
        if (field.fieldKind === 'list') (value.get(field) as ReflectList).add('a\u0000b');
        else value.set(field, 'a\u0000b');
      } else if (part && !part.typeName.startsWith('google.') && !within.includes(part)) {
        const inner = spoiled(part, [...within, message]);
        count += inner.count;
        if (field.fieldKind === 'list') (value.get(field) as ReflectList).add(inner.value);
        else value.set(field, inner.value);
      }
    }
    return { value, count };
  }

  const inputs = [...registry.files].flatMap(({ services }) =>
    services
      .filter(({ typeName }) => typeName.startsWith('waystation.'))
      .flatMap(({ methods }) => methods.map(({ input }) => [input.typeName, input] as const)),
  );

  test.each(inputs)('are each refused when they hold NUL: %s', (_, input) => {
    const { value, count } = spoiled(input);
    expect(count).toBeGreaterThan(0);
    let violations: readonly { reason: string }[] = [];
    try {
      takeRequest(input, toBinary(input, value.message), new Date());
    } catch (error) {
      violations = (error as Invalid).violations;
    }
    expect(violations.filter(({ reason }) => reason === 'TEXT_CONTROL')).toHaveLength(Math.min(count, violationsMax));
  });
});
