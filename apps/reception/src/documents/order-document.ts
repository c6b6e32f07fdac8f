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
import type { Language } from '@waystation/names';
import type { Countersignature, Signature } from '../model/signature.ts';
import type { OrderToShow } from '../store/lookups.ts';
import { orderLabels, type OrderLabels } from './order-labels.ts';

/** Document of an order, rendered as PDF. */
export interface RenderedOrder {
  /** Revision of the order. */
  revision: number;
  /** Content of the PDF. */
  data: DocumentData;
  content: Uint8Array;
}

/** PDF with its file name, for storage. */
export function orderFile({
  id,
  order,
  rendered: { revision, content },
  createdAt,
}: {
  id: string;
  order: { id: string; visitId: string };
  rendered: RenderedOrder;
  createdAt: Date;
}): DocumentFacts {
  const fileName = `repair-order-${order.id.slice(-8)}-${revision}.pdf`;
  return { id, visitId: order.visitId, kind: 'repair_order', revision, fileName, content, createdAt };
}

/** Document that the customer reads and signs, in their language. */
export function orderDocument(order: OrderToShow, createdAt: Date): DocumentData {
  const { station, party } = order;
  const language = documentLanguage(party?.language || station.language);
  const labels = orderLabels[language];
  const { name, address, phone, timeZone } = station;
  return {
    kind: 'repair_order',
    language,
    title: labels.title,
    number: `${order.repairOrderId.slice(-8).toUpperCase()}/${order.revision}`,
    station: { name, address, phone, timeZone },
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

/** Document exactly as shown to the customer, with the signatures. */
export function withSignatures(shown: DocumentData, order: OrderToShow): DocumentData {
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
    [labels.promised, promise ? timeText(promise.promisedAt, station.timeZone) : ''],
  ];
  return facts.filter(([, value]) => value !== '');
}

function concernsOf({ concerns, texts, names }: OrderToShow, labels: OrderLabels, language: Language): DocumentSection {
  const points = concerns.map(({ concernId, kind, cause }) => {
    const result = names.of('cause', cause, language) || (kind === 'fault' ? labels.noCause : '');
    const note = texts.diagnoses[concernId] ?? '';
    return { text: texts.concerns[concernId] ?? '', ...(result && { result }), ...(note && { note }) };
  });
  return { title: labels.concerns, points };
}

function conditionOf(
  { condition, texts, names }: OrderToShow,
  labels: OrderLabels,
  language: Language,
): DocumentSection[] {
  const damages = condition?.damages ?? [];
  const points = damages.map(({ place, kind, remarks }) => ({
    text: [names.of('damage_position', place, language), names.of('damage_kind', kind, language)].join(labels.colon),
    ...(remarks && { note: remarks }),
  }));
  return [
    { title: labels.damages, ...(points.length > 0 ? { points } : { text: labels.none }) },
    { title: labels.belongings, text: texts.belongings.join(labels.join) || labels.none },
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
  const text = items
    .map(({ itemId }, index) => [index + 1, corrections[itemId] ?? ''] as const)
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
  { signature, countersignature, advisorName, names }: OrderToShow,
  labels: OrderLabels,
  language: Language,
): DocumentSignature[] {
  const signerOf = ({ signedBy, identifiedBy, acceptance }: Signature) => {
    const named = [names.of('identification', identifiedBy, language), names.of('acceptance', acceptance, language)];
    const how = named.filter(Boolean).join(labels.join);
    return { ...(signedBy && { name: signedBy }), ...(how && { how }) };
  };
  return [
    { role: labels.customer, ...(signature && { ...signerOf(signature), ...drawn(signature) }) },
    {
      role: labels.advisor,
      ...(countersignature && drawn(countersignature)),
      ...(advisorName && { name: advisorName }),
    },
  ];
}

function drawn({ signedAt, strokes }: Countersignature) {
  return { at: new Date(signedAt), strokes: strokes.map(({ points }) => points.map(({ x, y }) => ({ x, y }))) };
}
