import { Query, type Call } from '@waystation/call';
import { GetVisitResponse, type GetVisitRequest, type VisitSigning } from '@waystation/contracts/reception/v1/service';
import { contactsToShow, NotFound, type CustomerContacts } from '@waystation/model';
import { decrypted, Reader, selectOf, type RowOf } from '@waystation/store';
import type { CheckInTexts } from '../model/check-in.ts';
import type { Concern } from '../model/concern.ts';
import type { Signature } from '../model/signature.ts';
import { lackingForSigning } from '../model/signing.ts';
import type { Party, Vehicle } from '../model/visit.ts';
import { checkInMapping } from '../store/check-in.mapping.ts';
import { recommendationMapping } from '../store/recommendation.mapping.ts';
import { repairOrderMapping } from '../store/repair-order.mapping.ts';
import { visitSummary } from '../store/visit-summary.ts';
import { visitMapping } from '../store/visit.mapping.ts';

const ofVisit = selectOf(
  visitMapping,
  `party, contacts, vehicle, openedAt, odometerKm, standardVersion, readyBy, loaded, dangerousGoods, driverWaits, facts`,
);
const ofCheckIn = selectOf(
  checkInMapping,
  `openedAt, greetedAt, sheetCompletedAt, sheetPoints as points, conditionAt as conditionRecordedAt, condition,
   protectiveCoversFittedAt, protectiveCoversRemovedAt, keysAndPapersTakenAt, keysAndPapersReturnedAt, custody,
   preparationAt as preparationConfirmedAt, preparationMissing, waitingArrangementAt, whereabouts, concerns, texts`,
);
const ofOrder = selectOf(
  repairOrderMapping,
  `id as repairOrderId, status, revision as orderRevision, countersignedRevision, quotes as quoteVersion, quote, promise,
   explainedAt, presentation, signedAt, countersignedAt, countersignedDocument, copyGivenAt as copyGivenAt, items, addenda, ceilingMinor,
   signature, withdrawnSignatures`,
);
const ofRecommendation = selectOf(
  recommendationMapping,
  'id as recommendationId, urgency, unsafe, componentCode, source, description, reading, status, recommendedAt',
);
const visitText = `select ${visitSummary}, ${ofVisit} from visit where station_id = $1 and id = $2`;
const checkInText = `select ${ofCheckIn} from check_in where station_id = $1 and id = $2`;
const orderText = `select ${ofOrder} from repair_order where station_id = $1 and visit_id = $2`;
const recommendationsText = `
  select ${ofRecommendation} from recommendation where station_id = $1 and visit_id = $2 order by id limit 300`;

type CheckInRow = RowOf<typeof ofCheckIn>;
type OrderRow = RowOf<typeof ofOrder>;
type RecommendationRow = RowOf<typeof ofRecommendation>;

/** Roles that take signatures, and therefore see who may give them. */
const signing: readonly string[] = ['SERVICE_ADVISOR', 'AFTER_SALES_MANAGER'];

@Query()
export class GetVisit {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetVisitRequest, { actor }: Call): Promise<GetVisitResponse> {
    const asked = [this.reader.station, visitId];
    const [[visit], [checkIn], [order], recommendations] = await Promise.all([
      this.reader.rows<RowOf<typeof ofVisit>>(visitText, asked),
      this.reader.rows<CheckInRow>(checkInText, asked),
      this.reader.rows<OrderRow>(orderText, asked),
      this.reader.rows<RecommendationRow>(recommendationsText, asked),
    ]);
    if (!visit) throw new NotFound('visit', visitId);
    const [party, vehicle] = [decrypted(visit.party), decrypted(visit.vehicle)];
    const texts = checkIn && decrypted(checkIn.texts);
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
        contactDetails: texts!.contactDetails,
      },
      order: order && orderOf(order),
      recommendations: recommendations.map(recommendationOf),
      missing:
        order && checkIn && order.status !== 'countersigned'
          ? lackingFor(order, checkIn, { party, vehicle })
          : undefined,
    });
    const showsSigning = visit.openedAt !== null && actor.roles.some((role) => signing.includes(role));
    return showsSigning ? { ...answer, signing: signingOf(decrypted(visit.contacts), order) } : answer;
  }
}

function concernOf(concern: Concern, { concerns, diagnoses }: CheckInTexts) {
  const { concernId, isBooked: booked, isConfirmed: confirmed, isFoundByStation: foundByStation } = concern;
  const stated = { description: concerns[concernId], diagnosis: diagnoses[concernId] };
  return { ...concern, booked, confirmed, foundByStation, ...stated };
}

function signingOf(known: CustomerContacts | null, order: OrderRow | undefined): VisitSigning {
  const { quote, ceilingMinor } = order ?? {};
  const commitment = quote && {
    currency: quote.currency,
    totalMinor: BigInt(quote.customerMinor),
    ceilingMinor: BigInt(ceilingMinor!),
  };
  const signature = order ? decrypted(order.signature) : null;
  const withdrawn = order ? decrypted(order.withdrawnSignatures) : [];
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
  const stated = { signedBy, contactId, identifiedBy, acceptance, acceptanceRemarks, documentHash, advisorId };
  return { ...stated, signedAt: new Date(signedAt) };
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
  const stated = description ? decrypted(description) : reading && worn(reading);
  return { ...recommendation, description: stated };
}

function worn({ part, position, value, unit }: NonNullable<RecommendationRow['reading']>): string {
  return [part, position, value, unit].filter((each) => each !== '').join(' ');
}

function lackingFor(order: OrderRow, checkIn: CheckInRow, visit: { party: Party | null; vehicle: Vehicle | null }) {
  const { concerns, sheetCompletedAt, conditionRecordedAt: conditionAt } = checkIn;
  const lacking = lackingForSigning(order, { concerns, sheetCompletedAt, conditionAt }, visit);
  return lacking.map(({ rule, requirement, subject }) => ({ rule, requirement, subject }));
}
