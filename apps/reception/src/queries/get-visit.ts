import { Query, type Call } from '@waystation/call';
import { GetVisitResponse, type GetVisitRequest, type VisitSigning } from '@waystation/contracts/reception/v1/service';
import { contactsToShow, NotFound, type CustomerContacts } from '@waystation/model';
import { decrypted, Reader } from '@waystation/store';
import type { CheckInTexts, Condition, Custody } from '../model/check-in.ts';
import type { Concern } from '../model/concern.ts';
import type { OrderItem } from '../model/order-item.ts';
import type { Addendum, DocumentRef, Presentation } from '../model/repair-order.ts';
import type { Signature, WithdrawnSignature } from '../model/signature.ts';
import { lackingForSigning } from '../model/signing.ts';
import type { Party, Vehicle } from '../model/visit.ts';
import type { StoredQuote } from '../store/lookups.ts';
import { visitSummary } from '../store/visit-columns.ts';

type VisitRow = Record<'party' | 'contacts' | 'vehicle', Buffer | null> & { stage: string; openedAt: Date | null };

/** Who takes signatures learns who may give them. */
const signing: readonly string[] = ['SERVICE_ADVISOR', 'AFTER_SALES_MANAGER'];

interface CheckInRow {
  concerns: Concern[];
  texts: Buffer;
  condition: Condition | null;
  custody: Custody | null;
  sheetCompletedAt: Date | null;
  conditionRecordedAt: Date | null;
}

interface OrderRow {
  items: OrderItem[];
  quote: StoredQuote | null;
  promise: object | null;
  presentation: Presentation | null;
  countersignedDocument: DocumentRef | null;
  addenda: (Addendum & { addedAt: string })[];
  status: string;
  ceilingMinor: string;
  signature: Buffer | null;
  withdrawnSignatures: Buffer;
}

interface RecommendationRow {
  description: Buffer | null;
  reading: Record<'part' | 'position' | 'value' | 'unit', string> | null;
}

@Query()
export class GetVisit {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetVisitRequest, { actor }: Call): Promise<GetVisitResponse> {
    const asked = [this.reader.station, visitId];
    const [[visit], [checkIn], [order], recommendations] = await Promise.all([
      this.reader.rows<VisitRow>(
        `select ${visitSummary}, party, contacts, vehicle, opened_at as "openedAt", odometer_km as "odometerKm", standard_version as "standardVersion",
           ready_by as "readyBy", loaded, dangerous_goods as "dangerousGoods", driver_waits as "driverWaits", facts
         from visit where station_id = $1 and id = $2`,
        asked,
      ),
      this.reader.rows<CheckInRow>(
        `select opened_at as "openedAt", greeted_at as "greetedAt", sheet_completed_at as "sheetCompletedAt",
           sheet_points as points, condition_at as "conditionRecordedAt", condition, protective_covers_fitted_at as "protectiveCoversFittedAt",
           protective_covers_removed_at as "protectiveCoversRemovedAt", keys_and_papers_taken_at as "keysAndPapersTakenAt",
           keys_and_papers_returned_at as "keysAndPapersReturnedAt", custody, preparation_at as "preparationConfirmedAt",
           preparation_missing as "preparationMissing", settled_at as "settledAt", whereabouts, concerns, texts
         from check_in where station_id = $1 and id = $2`,
        asked,
      ),
      this.reader.rows<OrderRow>(
        `select id as "repairOrderId", status, revision as "orderRevision", countersigned_revision as "countersignedRevision",
           quotes as "quoteVersion", quote, promise, explained_at as "explainedAt", presentation,
           signed_at as "signedAt", countersigned_at as "countersignedAt", countersigned_document as "countersignedDocument",
           copied_at as "copyGivenAt", items, addenda,
           ceiling_minor as "ceilingMinor", signature, withdrawn_signatures as "withdrawnSignatures"
         from repair_order where station_id = $1 and visit_id = $2`,
        asked,
      ),
      this.reader.rows<RecommendationRow>(
        `select id as "recommendationId", urgency, unsafe, component_code as "componentCode", source, description, reading,
           status, recommended_at as "recommendedAt"
         from recommendation where station_id = $1 and visit_id = $2 order by id limit 300`,
        asked,
      ),
    ]);
    if (!visit) throw new NotFound('visit', visitId);
    const [party, vehicle] = [decrypted<Party | null>(visit.party), decrypted<Vehicle | null>(visit.vehicle)];
    const texts = checkIn && decrypted<CheckInTexts>(checkIn.texts);
    const answer = GetVisitResponse.fromJSON({
      ...visit,
      summary: visit,
      party,
      vin: vehicle?.vin,
      plate: vehicle?.plate,
      model: vehicle?.model,
      concerns: checkIn?.concerns.map((concern) => concernOf(concern, texts!)),
      checkIn: checkIn && {
        ...checkIn,
        ...checkIn.condition,
        ...checkIn.custody,
        custodyPlace: checkIn.custody?.place,
        belongings: texts!.belongings,
        reach: texts!.reach,
      },
      order: order && orderOf(order),
      recommendations: recommendations.map(recommendationOf),
      missing:
        order && checkIn && order.status !== 'countersigned'
          ? lackingFor(order, checkIn, { party, vehicle })
          : undefined,
    });
    const isTold = visit.openedAt !== null && actor.roles.some((role) => signing.includes(role));
    return isTold
      ? { ...answer, signing: signingOf(decrypted<CustomerContacts | null>(visit.contacts), order) }
      : answer;
  }
}

function concernOf(concern: Concern, { concerns, diagnoses }: CheckInTexts) {
  const { concernId, isBooked: booked, isConfirmed: confirmed, isFoundByStation: foundByStation } = concern;
  const said = { description: concerns[concernId], diagnosis: diagnoses[concernId] };
  return { ...concern, booked, confirmed, foundByStation, ...said };
}

function signingOf(known: CustomerContacts | null, order: OrderRow | undefined): VisitSigning {
  const { quote, ceilingMinor } = order ?? {};
  const commitment = quote && {
    currency: quote.currency,
    totalMinor: BigInt(quote.customerMinor),
    ceilingMinor: BigInt(ceilingMinor!),
  };
  const signature = order ? decrypted<Signature | null>(order.signature) : null;
  const withdrawn = order ? decrypted<WithdrawnSignature[]>(order.withdrawnSignatures) : [];
  return {
    contacts: known ? contactsToShow(known, commitment ?? undefined) : [],
    currency: known?.currency ?? '',
    signature: signature ? signatureToShow(signature) : undefined,
    withdrawn: withdrawn.map((each) => ({
      signature: signatureToShow(each),
      withdrawnBy: each.withdrawnBy,
      withdrawnAt: new Date(each.withdrawnAt),
      reason: each.reason,
      remarks: each.remarks,
    })),
  };
}

function signatureToShow({ signedAt, ...signature }: Signature) {
  const { signedBy, contactId, identifiedBy, acceptance, acceptanceRemarks, documentHash, advisorId } = signature;
  const said = { signedBy, contactId, identifiedBy, acceptance, acceptanceRemarks, documentHash, advisorId };
  return { ...said, signedAt: new Date(signedAt) };
}

function orderOf({ items, quote, presentation, countersignedDocument, addenda, ...order }: OrderRow) {
  return {
    ...order,
    currency: quote?.currency,
    amountMinor: quote?.customerMinor,
    presentedDocumentId: presentation?.documentId,
    presentedDocumentHash: presentation?.documentHash,
    countersignedDocumentId: countersignedDocument?.documentId,
    countersignedDocumentHash: countersignedDocument?.documentHash,
    proposals: items
      .filter(({ status }) => status === 'proposed')
      .map((item) => ({ ...item, operations: item.operations.map(({ code }) => code) })),
    addenda: addenda.map((addendum) => ({ ...addendum, at: addendum.addedAt })),
  };
}

function recommendationOf({ description, reading, ...recommendation }: RecommendationRow) {
  const said = description ? decrypted<string>(description) : reading && worn(reading);
  return { ...recommendation, description: said };
}

function worn({ part, position, value, unit }: NonNullable<RecommendationRow['reading']>): string {
  return [part, position, value, unit].filter((each) => each !== '').join(' ');
}

function lackingFor(order: OrderRow, checkIn: CheckInRow, visit: { party: Party | null; vehicle: Vehicle | null }) {
  const { concerns, sheetCompletedAt, conditionRecordedAt: conditionAt } = checkIn;
  const lacking = lackingForSigning(order, { concerns, sheetCompletedAt, conditionAt }, visit);
  return lacking.map(({ rule, what, subject: about }) => ({ rule, what, about }));
}
