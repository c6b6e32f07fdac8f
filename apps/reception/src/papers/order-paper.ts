import {
  paperLanguage,
  timeText,
  type DocumentFacts,
  type Paper,
  type PaperFact,
  type PaperParty,
  type PaperSection,
  type PaperSignature,
} from '@waystation/documents';
import { amountText, moneyText } from '@waystation/model';
import type { Signature } from '../model/signature.ts';
import type { OrderToShow } from '../store/lookups.ts';
import { orderWords, type OrderWords } from './order-words.ts';

/** An order's paper, and which revision it shows. */
export interface RenderedOrder {
  revision: number;
  /** What it says. */
  paper: Paper;
  content: Uint8Array;
}

/** What is kept of a paper. */
export function orderDocument(
  id: string,
  order: { id: string; visitId: string },
  { revision, content }: RenderedOrder,
  createdAt: Date,
): DocumentFacts {
  const fileName = `repair-order-${order.id.slice(-8)}-${revision}.pdf`;
  return { id, visitId: order.visitId, kind: 'repair_order', revision, fileName, content, createdAt };
}

/** The paper that the customer reads and signs, in his language. */
export function orderPaper(order: OrderToShow, createdAt: Date): Paper {
  const { station, party } = order;
  const language = paperLanguage(party?.language || station.language);
  const words = orderWords[language];
  const { name, address, phone, zone } = station;
  return {
    kind: 'repair_order',
    language,
    title: words.title,
    number: `${order.repairOrderId.slice(-8).toUpperCase()}/${order.revision}`,
    station: { name, address, phone, zone },
    parties: partiesOf(order, words),
    facts: factsOf(order, words),
    sections: [concernsOf(order, words), ...conditionOf(order, words), workOf(order, words)],
    notes: notesOf(order, words),
    signatures: signaturesOf(order, words),
    createdAt,
  };
}

/** The paper that was shown, word for word, with the signatures below it. */
export function signedPaper(shown: Paper, order: OrderToShow): Paper {
  return { ...shown, signatures: signaturesOf(order, orderWords[shown.language]) };
}

function partiesOf({ party }: OrderToShow, words: OrderWords): PaperParty[] {
  if (!party) return [];
  const { name, contactName, phone, address, taxNumber } = party;
  const lines = [
    name,
    contactName,
    address,
    phone && `${words.phone} ${phone}`,
    taxNumber && `${words.taxNumber} ${taxNumber}`,
  ];
  return [{ role: words.customer, lines: lines.filter((line) => line !== '') }];
}

function factsOf({ truck, condition, advisorName, promise, station }: OrderToShow, words: OrderWords): PaperFact[] {
  const facts: PaperFact[] = [
    [words.plate, truck?.plate ?? ''],
    ['VIN', truck?.vin ?? ''],
    [words.model, truck?.model ?? ''],
    [words.odometer, condition ? `${condition.odometerKm} km` : ''],
    [words.fuel, condition ? `${condition.fuelPercent} %` : ''],
    [words.advisor, advisorName],
    [words.promised, promise ? timeText(promise.promisedAt, station.zone) : ''],
  ];
  return facts.filter(([, value]) => value !== '');
}

function concernsOf({ concerns, words: said }: OrderToShow, words: OrderWords): PaperSection {
  const points = concerns.map(({ concernId, kind, cause }) => {
    const result = cause || (kind === 'fault' ? words.noCause : '');
    const note = said.diagnoses[concernId] ?? '';
    return { words: said.concerns[concernId] ?? '', ...(result && { result }), ...(note && { note }) };
  });
  return { title: words.concerns, points };
}

function conditionOf({ condition, words: said }: OrderToShow, words: OrderWords): PaperSection[] {
  const damages = condition?.damages ?? [];
  const points = damages.map(({ place, kind, note }) => ({
    words: [place, kind].filter(Boolean).join(' '),
    ...(note && { note }),
  }));
  return [
    { title: words.damages, ...(points.length > 0 ? { points } : { text: words.none }) },
    { title: words.belongings, text: said.belongings.join('; ') || words.none },
  ];
}

function workOf({ items, quote, corrections }: OrderToShow, words: OrderWords): PaperSection {
  if (!quote) return { title: words.work };
  const { currency, lines, totals } = quote;
  const ids = items.map(({ itemId }) => itemId);
  const rows = lines.map((line) => [
    String(ids.indexOf(line.itemId) + 1),
    line.description,
    line.quantity,
    amountText(line.unitPriceMinor, currency),
    amountText(line.netMinor, currency),
    words.payers[line.payer] ?? line.payer,
  ]);
  const own = totals.find(({ payer }) => payer === 'customer');
  const total: PaperFact[] = [
    [words.netTotal, moneyText(own?.netMinor ?? 0n, currency)],
    [words.tax, moneyText(own?.taxMinor ?? 0n, currency)],
    [words.customerPays, moneyText(own?.amountMinor ?? 0n, currency)],
  ];
  const said = items.map(({ itemId }, index) => [index + 1, corrections[itemId] ?? ''] as const);
  const text = said
    .filter(([, correction]) => correction !== '')
    .map(([number, correction]) => `${number}. ${correction}`)
    .join('\n');
  const columns = [
    { title: words.item, width: 'auto' as const },
    { title: words.position },
    { title: words.quantity, align: 'right' as const, width: 'auto' as const },
    { title: words.price, align: 'right' as const, width: 'auto' as const },
    { title: words.net, align: 'right' as const, width: 'auto' as const },
    { title: words.payer, width: 'auto' as const },
  ];
  return { title: words.work, ...(text && { text }), table: { columns, rows, total } };
}

function notesOf({ ceilingMinor, quote }: OrderToShow, words: OrderWords): string[] {
  if (ceilingMinor === 0n || !quote) return words.notes;
  return [...words.notes, `${words.ceiling}${words.colon}${moneyText(ceilingMinor, quote.currency)}`];
}

function signaturesOf({ signatures, advisorName }: OrderToShow, words: OrderWords): PaperSignature[] {
  const of = (signer: Signature['signer']) => signatures.find((signature) => signature.signer === signer);
  return [
    { role: words.customer, ...drawn(of('customer'), words) },
    { role: words.advisor, ...drawn(of('advisor'), words), ...(advisorName && { name: advisorName }) },
  ];
}

/** Nothing for a signature that is still to be given: the paper has a line for it. */
function drawn(signature: Signature | undefined, words: OrderWords): Omit<PaperSignature, 'role'> {
  if (!signature) return {};
  const { signedBy, signedAt, strokes, identifiedBy, acceptance } = signature;
  const how = [words.identified[identifiedBy], words.accepted[acceptance]].filter(Boolean).join(words.join);
  return {
    ...(signedBy && { name: signedBy }),
    at: new Date(signedAt),
    strokes: strokes.map(({ points }) => points.map(({ x, y }) => ({ x, y }))),
    ...(how && { how }),
  };
}
