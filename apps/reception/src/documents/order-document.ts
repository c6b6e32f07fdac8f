import {
  documentLanguage,
  timeText,
  type DocumentFacts,
  type DocumentData,
  type DocumentFact,
  type DocumentParty,
  type DocumentSection,
  type DocumentSignature,
} from '@waystation/documents';
import { amountText, moneyText } from '@waystation/model';
import type { Language, PlatformList } from '@waystation/names';
import type { Signature } from '../model/signature.ts';
import type { OrderToShow } from '../store/lookups.ts';
import { orderLabels, type OrderLabels } from './order-labels.ts';

/** An order's document, and which revision it shows. */
export interface RenderedOrder {
  revision: number;
  /** What it says. */
  data: DocumentData;
  content: Uint8Array;
}

/** What is kept of a document. */
export function orderFile(
  id: string,
  order: { id: string; visitId: string },
  { revision, content }: RenderedOrder,
  createdAt: Date,
): DocumentFacts {
  const fileName = `repair-order-${order.id.slice(-8)}-${revision}.pdf`;
  return { id, visitId: order.visitId, kind: 'repair_order', revision, fileName, content, createdAt };
}

/** The document that the customer reads and signs, in his language. */
export function orderDocument(order: OrderToShow, createdAt: Date): DocumentData {
  const { station, party } = order;
  const language = documentLanguage(party?.language || station.language);
  const labels = orderLabels[language];
  const { name, address, phone, zone } = station;
  return {
    kind: 'repair_order',
    language,
    title: labels.title,
    number: `${order.repairOrderId.slice(-8).toUpperCase()}/${order.revision}`,
    station: { name, address, phone, zone },
    parties: partiesOf(order, labels),
    facts: factsOf(order, labels),
    sections: [
      concernsOf(order, labels, language),
      ...conditionOf(order, labels, language),
      workOf(order, labels, language),
    ],
    notes: notesOf(order, labels),
    signatures: signaturesOf(order, labels, language),
    createdAt,
  };
}

/** The document that was shown, word for word, with the signatures below it. */
export function signedDocument(shown: DocumentData, order: OrderToShow): DocumentData {
  return { ...shown, signatures: signaturesOf(order, orderLabels[shown.language], shown.language) };
}

function partiesOf({ party }: OrderToShow, labels: OrderLabels): DocumentParty[] {
  if (!party) return [];
  const { name, contactName, phone, address, taxNumber } = party;
  const lines = [
    name,
    contactName,
    address,
    phone && `${labels.phone} ${phone}`,
    taxNumber && `${labels.taxNumber} ${taxNumber}`,
  ];
  return [{ role: labels.customer, lines: lines.filter((line) => line !== '') }];
}

function factsOf(
  { vehicle, condition, advisorName, promise, station }: OrderToShow,
  labels: OrderLabels,
): DocumentFact[] {
  const facts: DocumentFact[] = [
    [labels.plate, vehicle?.plate ?? ''],
    ['VIN', vehicle?.vin ?? ''],
    [labels.model, vehicle?.model ?? ''],
    [labels.odometer, condition ? `${condition.odometerKm} km` : ''],
    [labels.fuel, condition ? `${condition.fuelPercent} %` : ''],
    [labels.advisor, advisorName],
    [labels.promised, promise ? timeText(promise.promisedAt, station.zone) : ''],
  ];
  return facts.filter(([, value]) => value !== '');
}

function concernsOf(
  { concerns, texts: said, names }: OrderToShow,
  labels: OrderLabels,
  language: Language,
): DocumentSection {
  const points = concerns.map(({ concernId, kind, cause }) => {
    const result = names.of('cause', cause, language) || (kind === 'fault' ? labels.noCause : '');
    const note = said.diagnoses[concernId] ?? '';
    return { text: said.concerns[concernId] ?? '', ...(result && { result }), ...(note && { note }) };
  });
  return { title: labels.concerns, points };
}

function conditionOf(
  { condition, texts: said, names }: OrderToShow,
  labels: OrderLabels,
  language: Language,
): DocumentSection[] {
  const damages = condition?.damages ?? [];
  const points = damages.map(({ place, kind, note }) => ({
    text: [names.of('damage_position', place, language), names.of('damage_kind', kind, language)].join(labels.colon),
    ...(note && { note }),
  }));
  return [
    { title: labels.damages, ...(points.length > 0 ? { points } : { text: labels.none }) },
    { title: labels.belongings, text: said.belongings.join(labels.join) || labels.none },
  ];
}

function workOf(
  { items, quote, corrections, names }: OrderToShow,
  labels: OrderLabels,
  language: Language,
): DocumentSection {
  if (!quote) return { title: labels.work };
  const { currency, lines, totals } = quote;
  const ids = items.map(({ itemId }) => itemId);
  const rows = lines.map((line) => [
    String(ids.indexOf(line.itemId) + 1),
    line.description,
    names.quantity(line.quantity, line.unit, language),
    amountText(line.unitPriceMinor, currency),
    amountText(line.netMinor, currency),
    names.of('payer', line.payer, language),
  ]);
  const own = totals.find(({ payer }) => payer === 'customer');
  const total: DocumentFact[] = [
    [labels.netTotal, moneyText(own?.netMinor ?? 0n, currency)],
    [labels.tax, moneyText(own?.taxMinor ?? 0n, currency)],
    [labels.customerPays, moneyText(own?.amountMinor ?? 0n, currency)],
  ];
  const said = items.map(({ itemId }, index) => [index + 1, corrections[itemId] ?? ''] as const);
  const text = said
    .filter(([, correction]) => correction !== '')
    .map(([number, correction]) => `${number}. ${correction}`)
    .join('\n');
  const columns = [
    { title: labels.item, width: 'auto' as const },
    { title: labels.position },
    { title: labels.quantity, align: 'right' as const, width: 'auto' as const },
    { title: labels.price, align: 'right' as const, width: 'auto' as const },
    { title: labels.net, align: 'right' as const, width: 'auto' as const },
    { title: labels.payer, width: 'auto' as const },
  ];
  return { title: labels.work, ...(text && { text }), table: { columns, rows, total } };
}

function notesOf({ ceilingMinor, quote }: OrderToShow, labels: OrderLabels): string[] {
  if (ceilingMinor === 0n || !quote) return labels.notes;
  return [...labels.notes, `${labels.ceiling}${labels.colon}${moneyText(ceilingMinor, quote.currency)}`];
}

function signaturesOf(
  { signatures, advisorName, names }: OrderToShow,
  labels: OrderLabels,
  language: Language,
): DocumentSignature[] {
  const of = (signer: Signature['signer']) => signatures.find((signature) => signature.signer === signer);
  const drawn = (signature: Signature | undefined) =>
    drawnSignature(signature, (list, code) => names.of(list, code, language), labels.join);
  return [
    { role: labels.customer, ...drawn(of('customer')) },
    { role: labels.advisor, ...drawn(of('advisor')), ...(advisorName && { name: advisorName }) },
  ];
}

/** Nothing for a signature that is still to be given: the document has a line for it. */
function drawnSignature(
  signature: Signature | undefined,
  nameOf: (list: PlatformList, code: string) => string,
  join: string,
): Omit<DocumentSignature, 'role'> {
  if (!signature) return {};
  const { signedBy, signedAt, strokes, identifiedBy, acceptance } = signature;
  const how = [nameOf('identification', identifiedBy), nameOf('acceptance', acceptance)].filter(Boolean).join(join);
  return {
    ...(signedBy && { name: signedBy }),
    at: new Date(signedAt),
    strokes: strokes.map(({ points }) => points.map(({ x, y }) => ({ x, y }))),
    ...(how && { how }),
  };
}
