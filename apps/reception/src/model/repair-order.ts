import type { QuotedLine } from '@waystation/contracts/reception/v1/service';
import type { Slot } from '@waystation/contracts/workshop/v1/events';
import {
  Aggregate,
  appended,
  Conflict,
  Invalid,
  isDrawn,
  isGiven,
  lackingOfSigner,
  mustFit,
  NotFound,
  Refused,
  resolvedSigner,
  type Named,
  type Commitment,
  type StepFacts,
  type VisitRef,
} from '@waystation/model';
import { mustBeForm, type PublishedForm } from '@waystation/reference/model';
import { isUndiagnosed, type Concern } from './concern.ts';
import { hasWork, linesOf, orderedItem, type OrderItem } from './order-item.ts';
import { orderSteps, type OrderEvents, type OrderStatus } from './order-steps.ts';
import type { Countersignature, Signature, WithdrawnSignature, Withdrawal } from './signature.ts';
import {
  lackingForSigning,
  lacksCause,
  lacksConcern,
  type CheckInToSign,
  type VisitToShow,
  type VisitToSign,
} from './signing.ts';

/** Total of one payer, with the tax separate. */
export interface PayerTotal {
  payer: string;
  netMinor: bigint;
  taxMinor: bigint;
  amountMinor: bigint;
}

/** Prices of an order. */
export interface Pricing {
  currency: string;
  lines: QuotedLine[];
  totals: PayerTotal[];
  /** Entries without a published price. */
  missing: readonly { itemId: string; kind: string; code: string; description: string }[];
  labourMinutes: number;
}

/** Prices quoted to the customer. */
export interface Quote {
  quoteVersion: number;
  quotedAt: Date;
  currency: string;
  /** Amount for the customer, including tax. */
  customerMinor: bigint;
  /** Keys of the price list versions used. */
  priceLists: string[];
  labourMinutes: number;
  lines: QuotedLine[];
  totals: PayerTotal[];
}

/** Promised time of delivery. */
export interface DeliveryPromise {
  promisedAt: Date;
  /** Earliest end of the work. */
  finishAt: Date;
  madeAt: Date;
}

/** Answers of workshop and parts for a promise. */
export interface Plan {
  /** Revision of the order that they refer to. */
  orderRevision: number;
  finishAt: Date;
  slots: Slot[];
  /** Time at which all parts are available; undefined if unknown for any part. */
  partsAt: Date | undefined;
}

/** Document, identified by the hash of its bytes. */
export interface DocumentRef {
  documentId: string;
  documentHash: string;
}

export interface Presentation extends DocumentRef {
  revision: number;
  presentedAt: Date;
}

/** Finding added after the order was countersigned. */
export interface Addendum {
  number: number;
  orderRevision: number;
  /** `finding`, `defect` or `wear`. */
  source: string;
  sourceId: string;
  urgency: string;
  unsafe: boolean;
  componentCode: string;
  addendumHash: string;
  addedAt: Date;
  /** True if the advisor has answered the finding. */
  isAnswered: boolean;
}

/** Finding for an addendum. */
export type FoundLater = Pick<Addendum, 'source' | 'sourceId' | 'urgency' | 'unsafe' | 'componentCode'>;

/** Decision on the proposed items of a diagnosed concern. */
export interface ProposalDecision {
  concernId: string;
  /** Code. */
  cause: string;
  removeItemIds: readonly string[];
}

/** Limits. `lines`, and `letters` of all corrections together, follow from the space on the order's document. */
const max = { items: 50, addenda: 200, withdrawals: 20, lines: 300, letters: 12_000 };

/**
 * Work that the customer orders, and its price. Each change of the content raises the revision; a presentation or
 * explanation of an earlier revision no longer counts.
 */
export class RepairOrder extends Aggregate<typeof orderSteps, OrderEvents, 'repair order'> {
  declare visitId: string;
  advisorId: string | null = null;
  revision = 1;
  /** Newest revision with both signatures; 0: none. */
  countersignedRevision = 0;
  declare draftedAt: Date;
  /** Start of the present status. */
  declare since: Date;
  declare items: OrderItem[];
  quotes = 0;
  /** Null after a change of the items. */
  quote: Quote | null = null;
  ceilingMinor = 0n;
  /** Null after a change of the items. */
  promise: DeliveryPromise | null = null;
  firstPromisedAt: Date | null = null;
  explainedAt: Date | null = null;
  /** Null after any change. */
  presentation: Presentation | null = null;
  signedAt: Date | null = null;
  countersignedAt: Date | null = null;
  /** Document with both signatures. */
  countersignedDocument: DocumentRef | null = null;
  copyGivenAt: Date | null = null;
  addenda: Addendum[] = [];
  /** Time of the oldest finding of the workshop that waits for the advisor. */
  findingOpenSince: Date | null = null;
  /** Descriptions of the corrections, by the item's id. */
  corrections: Record<string, string> = {};
  /** Customer's valid signature. */
  signature: Signature | null = null;
  /** Advisor's signature. */
  countersignature: Countersignature | null = null;
  /** Withdrawn signatures of the customer, oldest first. */
  withdrawnSignatures: WithdrawnSignature[] = [];
  /** Content of the document that was shown last. */
  presentedDocument: object | null = null;

  protected get steps() {
    return orderSteps;
  }
  protected get subject() {
    return 'repair order' as const;
  }

  static draft(id: string, visit: VisitRef, items: readonly OrderItem[], at: Date): RepairOrder {
    const order = new RepairOrder();
    const { stationId, visitId, standardVersion } = visit;
    order.begin({ id, stationId, visitId, standardVersion }, 'drafted');
    order.draftedAt = order.since = at;
    order.items = items.slice(0, max.items);
    order.publish('RepairOrderDrafted', at, { items: order.items.length });
    return order;
  }

  /** Assigns the order to an advisor. */
  giveTo(advisorId: string): void {
    this.advisorId = advisorId;
  }

  /**
   * Orders or drops the proposed items of a diagnosed concern.
   *
   * @returns ids of the newly ordered items
   */
  confirmProposals({ concernId, cause, removeItemIds }: ProposalDecision, at: Date): string[] {
    const planned = this.items.filter((item) => item.status === 'proposed' && item.concernId === concernId);
    const stray = removeItemIds.find((id) => !planned.some(({ itemId }) => itemId === id));
    if (stray !== undefined) throw new NotFound('proposal', stray);
    if (planned.length === 0) return [];
    this.mustAllow('addItem');
    const isDropped = isAmong(removeItemIds);
    const [gone, kept] = [planned.filter(isDropped), planned.filter((item) => !isDropped(item))];
    if (gone.length > 0) this.step('removeProposal', at);
    const confirmed = kept.map((item): OrderItem => ({ ...item, status: 'ordered', cause }));
    const others = this.items.map((item) => confirmed.find(({ itemId }) => itemId === item.itemId) ?? item);
    this.changeItems(others.filter((item) => !isDropped(item)));
    for (const item of confirmed) this.step('addItem', at, { item: orderedItem(item) });
    return confirmed.map(({ itemId }) => itemId);
  }

  addItem(item: OrderItem, correction: string, at: Date): void {
    this.requires('REC-D08', !lacksConcern(item), 'ITEM_WITHOUT_CONCERN');
    this.requires('REC-D08', !lacksCause(item), 'ITEM_WITHOUT_CAUSE');
    this.mustAllow('addItem');
    if (!hasWork(item)) throw new Refused('ITEM_WITHOUT_WORK');
    this.changeItems(appended(this.items, item, max.items));
    this.corrections = { ...this.corrections, [item.itemId]: correction };
    mustFit(
      this.items.map(({ itemId }) => this.corrections[itemId] ?? ''),
      max.letters,
    );
    const lines = this.items.reduce((sum, each) => sum + linesOf(each), 0);
    if (lines > max.lines) throw new Refused('ORDER_TOO_LONG', { lines: String(lines), most: String(max.lines) });
    this.step('addItem', at, { item: orderedItem(item) });
  }

  removeItem(itemId: string, at: Date): void {
    this.mustAllow('removeItem');
    this.itemOf(itemId);
    this.changeItems(this.items.filter((item) => item.itemId !== itemId));
    this.step('removeItem', at, { itemId });
  }

  assessCoverage(
    coverage: readonly { itemId: string; payer: string; reference: string }[],
    assessedBy: string,
    at: Date,
  ): void {
    this.mustAllow('assessCoverage');
    for (const { itemId, payer, reference } of coverage) {
      const assessed = { ...this.itemOf(itemId), payer, coverageReference: reference };
      this.changeItems(
        this.items.map((item) => (item.itemId === itemId ? assessed : item)),
        false,
      );
      this.step('assessCoverage', at, { itemId, payer, assessedBy });
    }
  }

  /** @param ceilingMinor limit, including tax, for changes without approval; 0: every change needs approval */
  setPrice(pricing: Pricing, ceilingMinor: bigint, concerns: readonly Concern[], at: Date): Quote {
    const undiagnosed = concerns.filter(isUndiagnosed).map(({ concernId }) => concernId);
    this.requiresNone('REC-D06', 'DIAGNOSIS_MISSING', undiagnosed);
    this.requiresNone('REC-D11', 'PRICE_NOT_PUBLISHED', pricing.missing.map(named));
    this.mustAllow('quote');
    if (this.ordered.length === 0) throw new Refused('ORDER_WITHOUT_ITEMS');
    const { currency, lines, totals, labourMinutes } = pricing;
    const customerMinor = totals.find(({ payer }) => payer === 'customer')?.amountMinor ?? 0n;
    const priceLists = [...new Set(lines.map(({ priceList }) => priceList))].sort();
    this.quotes += 1;
    const quoteVersion = this.quotes;
    this.change();
    const quote = { quoteVersion, quotedAt: at, currency, customerMinor, priceLists, labourMinutes, lines, totals };
    this.quote = quote;
    this.ceilingMinor = ceilingMinor;
    this.step('quote', at, { quoteVersion, currency, amountMinor: customerMinor, ceilingMinor, priceLists });
    return quote;
  }

  promiseDelivery(promisedAt: Date, plan: Plan, at: Date): void {
    const { orderRevision, finishAt, partsAt, slots } = plan;
    this.requires('REC-D11', partsAt !== undefined, 'PARTS_DATE_UNKNOWN');
    this.requires('REC-D11', promisedAt >= finishAt, 'PROMISE_BEFORE_WORK_ENDS');
    this.requires('REC-D11', partsAt === undefined || promisedAt >= partsAt, 'PROMISE_BEFORE_PARTS_ARRIVE');
    const step = isShown(this.status) ? 'revisePromise' : 'promise';
    this.mustAllow(step);
    if (this.ordered.length === 0) throw new Refused('ORDER_WITHOUT_ITEMS');
    this.mustBeAt(orderRevision);
    if (promisedAt <= at) {
      const description = 'must be in the future';
      throw new Invalid([{ field: 'promised_at', description, reason: 'PROMISE_IN_THE_PAST' }]);
    }
    this.firstPromisedAt ??= promisedAt;
    this.change();
    this.promise = { promisedAt, finishAt, madeAt: at };
    this.step(step, at, { promisedAt, firstPromisedAt: this.firstPromisedAt, slots });
  }

  explain(advisorId: string, at: Date): void {
    if (this.ordered.length === 0) throw new Refused('ORDER_WITHOUT_ITEMS');
    this.explainedAt = at;
    this.step('explain', at, { advisorId });
  }

  /**
   * @param document document with its content; this content will be signed, even if facts of the vehicle change
   * @param revision revision that the document shows
   */
  present(document: (DocumentRef & { says: object }) | undefined, revision: number, at: Date): void {
    this.mustAllow('present');
    if (!document) throw new Conflict('ORDER_CHANGED_MEANWHILE');
    this.mustBeAt(revision);
    const { says, ...ref } = document;
    this.presentation = { ...ref, revision, presentedAt: at };
    this.presentedDocument = says;
    this.step('present', at, { orderRevision: revision, ...ref });
  }

  /**
   * Records the customer's signature, by a contact who may approve the amount or a person whom the advisor accepts. It
   * authorises no work yet.
   *
   * @param facts.consent published consent form; undefined if none has its id and version
   */
  sign(
    signature: Signature,
    facts: { checkIn: CheckInToSign; visit: VisitToSign; consent: PublishedForm | undefined },
    at: Date,
  ): void {
    const { commitment } = this;
    const { contacts } = facts.visit;
    this.requiresAll(facts.checkIn, facts.visit, signature);
    const { documentHash, consentFormId, consentFormVersion } = signature;
    for (const { requirement, subject } of lackingOfSigner(signature, contacts, commitment)) {
      this.requires('REC-D12', false, requirement, subject);
    }
    this.requires('REC-D12', consentFormId !== '', 'CONSENT_MISSING');
    this.requires('REC-D12', isDrawn(signature.strokes), 'SIGNATURE_NOT_DRAWN');
    this.mustAllow('sign');
    const signed = resolvedSigner(signature, contacts, commitment);
    if (consentFormId !== '') {
      mustBeForm(facts.consent, 'consent', { formId: consentFormId, formVersion: consentFormVersion });
    }
    this.signature = signed;
    this.signedAt = at;
    const { identifiedBy, contactId, acceptance, advisorId } = signed;
    const published = { identifiedBy, contactId, acceptance, advisorId, consentFormId, consentFormVersion };
    this.step('sign', at, { orderRevision: this.revision, documentHash, ...published });
  }

  /** Withdraws the customer's signature and keeps it on record; the order can then be changed or signed again. */
  withdrawSignature({ reason, remarks }: Withdrawal, withdrawnBy: string, at: Date): void {
    if (this.status === 'countersigned') throw new Refused('ORDER_ALREADY_COUNTERSIGNED');
    this.mustAllow('withdrawSignature');
    if (reason === 'other' && !isGiven(remarks)) {
      const description = 'are required for the reason other';
      throw new Invalid([{ field: 'remarks', description, reason: 'WITHDRAWAL_WITHOUT_REMARKS' }]);
    }
    const signature = this.signature!;
    const { revision } = this;
    const withdrawn = { ...signature, revision, withdrawnBy, withdrawnAt: at.toISOString(), reason, remarks };
    this.withdrawnSignatures = appended(this.withdrawnSignatures, withdrawn, max.withdrawals);
    this.signature = this.signedAt = null;
    const { documentHash, signedAt } = signature;
    const facts = { documentHash, signedAt: new Date(signedAt), reason, withdrawnBy };
    this.step('withdrawSignature', at, { orderRevision: revision, ...facts });
  }

  /**
   * Records the advisor's signature after the customer's, which authorises the work.
   *
   * @param document document with both signatures
   */
  countersign(
    countersignature: Countersignature,
    facts: { checkIn: CheckInToSign; visit: VisitToShow },
    document: DocumentRef | undefined,
    at: Date,
  ): void {
    this.requiresAll(facts.checkIn, facts.visit, countersignature);
    this.requires('REC-D10', this.explainedAt != null, 'ORDER_NOT_EXPLAINED');
    this.requires('REC-D12', isDrawn(countersignature.strokes), 'SIGNATURE_NOT_DRAWN');
    this.requires('REC-D12', this.signedAt != null, 'CUSTOMER_SIGNATURE_MISSING');
    this.mustAllow('countersign');
    if (!document) throw new Conflict('ORDER_CHANGED_MEANWHILE');
    this.countersignature = countersignature;
    this.countersignedAt = at;
    this.countersignedRevision = this.revision;
    this.countersignedDocument = document;
    const items = this.ordered.map(orderedItem);
    const { revision: orderRevision } = this;
    this.step('countersign', at, { orderRevision, items, ...document, advisorId: countersignature.advisorId });
  }

  giveCopy(medium: string, at: Date): void {
    this.mustAllow('giveCopy');
    this.copyGivenAt = at;
    this.step('giveCopy', at, { medium, documentHash: this.countersignedDocument?.documentHash ?? '' });
  }

  /** Adds a finding to a countersigned order; before the countersignature its work can still be ordered as an item. */
  addAddendum(found: FoundLater, hashOf: (addendum: object) => string, at: Date): void {
    const { source, sourceId, urgency, unsafe, componentCode } = found;
    const stated = { source, sourceId, urgency, unsafe, componentCode };
    const isKnown = this.addenda.some((each) => each.source === source && each.sourceId === sourceId);
    if (this.status !== 'countersigned' || isKnown || this.addenda.length >= max.addenda) return;
    const orderRevision = this.countersignedRevision;
    const number = this.addenda.filter((each) => each.orderRevision === orderRevision).length + 1;
    const addendumHash = hashOf({ repairOrderId: this.id, orderRevision, number, ...stated });
    const isAnswered = source !== 'finding';
    this.addenda = [...this.addenda, { number, orderRevision, ...stated, addendumHash, addedAt: at, isAnswered }];
    this.updateOpenFinding();
    this.step('addAddendum', at, { number, orderRevision, source, sourceId, addendumHash });
  }

  /** Marks a finding of the workshop as answered by the advisor. */
  answerFinding(findingId: string): void {
    const isOf = ({ source, sourceId }: Addendum) => source === 'finding' && sourceId === findingId;
    if (!this.addenda.some(isOf)) throw new NotFound('finding', findingId);
    this.addenda = this.addenda.map((each) => (isOf(each) ? { ...each, isAnswered: true } : each));
    this.updateOpenFinding();
  }

  /** @throws Conflict if the order has changed since it was read */
  mustBeAt(revision: number): void {
    if (revision !== this.revision) throw new Conflict('ORDER_CHANGED_MEANWHILE');
  }

  /** Commitment of the customer by a signature; undefined without a quote. */
  get commitment(): Commitment | undefined {
    const { quote, ceilingMinor } = this;
    return quote ? { currency: quote.currency, totalMinor: quote.customerMinor, ceilingMinor } : undefined;
  }

  /** Items without the proposed ones. */
  get ordered(): OrderItem[] {
    return this.items.filter(({ status }) => status === 'ordered');
  }

  protected override step<V extends keyof typeof orderSteps>(
    verb: V,
    at: Date,
    ...facts: StepFacts<(typeof orderSteps)[V], OrderEvents, 'repair order'>
  ): void {
    const before = this.status;
    super.step(verb, at, ...facts);
    if (this.status !== before) this.since = at;
  }

  /** @throws Refused if only the customer's signature prevents the step; it must be withdrawn, and is never replaced */
  protected override mustAllow(verb: keyof typeof orderSteps): void {
    const from: readonly string[] = orderSteps[verb].from;
    const isBarred = this.status === 'signed' && !from.includes('signed');
    if (isBarred && from.includes('presented')) throw new Refused('CUSTOMER_ALREADY_SIGNED');
    super.mustAllow(verb);
  }

  private requiresAll(checkIn: CheckInToSign, visit: VisitToShow, { documentHash }: Countersignature): void {
    for (const { rule, requirement, subject } of lackingForSigning(this, checkIn, visit)) {
      this.requires(rule, false, requirement, subject);
    }
    const isThis = this.presentation == null || this.presentation.documentHash === documentHash;
    this.requires('REC-D12', isThis, 'OTHER_DOCUMENT_SIGNED');
  }

  private itemOf(itemId: string): OrderItem {
    const found = this.items.find((item) => item.itemId === itemId);
    if (!found) throw new NotFound('repair item', itemId);
    return found;
  }

  /** @param isOtherWork true if the workshop's plan no longer fits */
  private changeItems(items: OrderItem[], isOtherWork = true): void {
    this.items = items;
    this.quote = null;
    if (isOtherWork) this.promise = null;
    this.change();
  }

  /** Raises the revision and drops explanation and presentation, which were of the old content. */
  private change(): void {
    this.revision += 1;
    this.explainedAt = this.presentation = null;
  }

  private updateOpenFinding(): void {
    const open = this.addenda.filter(({ isAnswered }) => !isAnswered);
    this.findingOpenSince = open[0]?.addedAt ?? null;
  }
}

function isShown(status: OrderStatus): boolean {
  return status === 'presented' || status === 'signed';
}

function isAmong(ids: readonly string[]) {
  return ({ itemId }: OrderItem) => ids.includes(itemId);
}

function named({ code, description }: Pricing['missing'][number]): Named {
  const name = description === '' || description === code ? code : `${code} ${description}`;
  return { id: code, en: name, zh: name };
}
