import { GrpcController } from '@waystation/call';
import { ReceptionServiceService } from '@waystation/contracts/reception/v1/service';
import { GetDocument } from '@waystation/documents';
import {
  DeclineOverride,
  GrantOverride,
  ListOverrides,
  ListStationOverrides,
  RequestOverride,
} from '@waystation/overrides';
import { ListEvents } from '@waystation/service';
import { GetDeparture } from './queries/get-departure.ts';
import { GetSigners } from './queries/get-signers.ts';
import { GetVisit } from './queries/get-visit.ts';
import { GetVisitOrder } from './queries/get-visit-order.ts';
import { ListVisits } from './queries/list-visits.ts';
import { ListWork } from './queries/list-work.ts';
import { AcceptHandover } from './use-cases/accept-handover.ts';
import { AddConcern } from './use-cases/add-concern.ts';
import { AddRepairItem } from './use-cases/add-repair-item.ts';
import { AnswerRecommendation } from './use-cases/answer-recommendation.ts';
import { AssessCoverage } from './use-cases/assess-coverage.ts';
import { CancelVisit } from './use-cases/cancel-visit.ts';
import { CompleteCheckSheet } from './use-cases/complete-check-sheet.ts';
import { ConfirmConcerns } from './use-cases/confirm-concerns.ts';
import { ConfirmPreparation } from './use-cases/confirm-preparation.ts';
import { CountersignRepairOrder } from './use-cases/countersign-repair-order.ts';
import { DiagnoseConcern } from './use-cases/diagnose-concern.ts';
import { ExplainRepairOrder } from './use-cases/explain-repair-order.ts';
import { FitProtectiveCovers } from './use-cases/fit-protective-covers.ts';
import { GiveCopy } from './use-cases/give-copy.ts';
import { GreetCustomer } from './use-cases/greet-customer.ts';
import { OpenVisit } from './use-cases/open-visit.ts';
import { PresentRepairOrder } from './use-cases/present-repair-order.ts';
import { PromiseDelivery } from './use-cases/promise-delivery.ts';
import { QuoteRepairOrder } from './use-cases/quote-repair-order.ts';
import { RecommendWork } from './use-cases/recommend-work.ts';
import { RecordCondition } from './use-cases/record-condition.ts';
import { RecordWaitingArrangement } from './use-cases/record-waiting-arrangement.ts';
import { RefreshContacts } from './use-cases/refresh-contacts.ts';
import { RegisterArrival } from './use-cases/register-arrival.ts';
import { RemoveProtectiveCovers } from './use-cases/remove-protective-covers.ts';
import { RemoveRepairItem } from './use-cases/remove-repair-item.ts';
import { ReportProgress } from './use-cases/report-progress.ts';
import { ReturnKeysAndPapers } from './use-cases/return-keys-and-papers.ts';
import { SignRefusal } from './use-cases/sign-refusal.ts';
import { SignRepairOrder } from './use-cases/sign-repair-order.ts';
import { TakeKeysAndPapers } from './use-cases/take-keys-and-papers.ts';
import { WithdrawSignature } from './use-cases/withdraw-signature.ts';

/** The step or query of each rpc. */
export class ReceptionController extends GrpcController.of(ReceptionServiceService, {
  registerArrival: RegisterArrival,
  openVisit: OpenVisit,
  refreshContacts: RefreshContacts,
  greetCustomer: GreetCustomer,
  confirmConcerns: ConfirmConcerns,
  addConcern: AddConcern,
  completeCheckSheet: CompleteCheckSheet,
  recordCondition: RecordCondition,
  fitProtectiveCovers: FitProtectiveCovers,
  takeKeysAndPapers: TakeKeysAndPapers,
  confirmPreparation: ConfirmPreparation,
  diagnoseConcern: DiagnoseConcern,
  addRepairItem: AddRepairItem,
  removeRepairItem: RemoveRepairItem,
  assessCoverage: AssessCoverage,
  quoteRepairOrder: QuoteRepairOrder,
  promiseDelivery: PromiseDelivery,
  explainRepairOrder: ExplainRepairOrder,
  presentRepairOrder: PresentRepairOrder,
  signRepairOrder: SignRepairOrder,
  countersignRepairOrder: CountersignRepairOrder,
  withdrawSignature: WithdrawSignature,
  giveCopy: GiveCopy,
  recordWaitingArrangement: RecordWaitingArrangement,
  recommendWork: RecommendWork,
  answerRecommendation: AnswerRecommendation,
  signRefusal: SignRefusal,
  reportProgress: ReportProgress,
  acceptHandover: AcceptHandover,
  returnKeysAndPapers: ReturnKeysAndPapers,
  removeProtectiveCovers: RemoveProtectiveCovers,
  cancelVisit: CancelVisit,
  requestOverride: RequestOverride,
  grantOverride: GrantOverride,
  declineOverride: DeclineOverride,
  getVisitOrder: GetVisitOrder,
  getDeparture: GetDeparture,
  getSigners: GetSigners,
  getVisit: GetVisit,
  listVisits: ListVisits,
  getDocument: GetDocument,
  listWork: ListWork,
  listOverrides: ListOverrides,
  listStationOverrides: ListStationOverrides,
  listEvents: ListEvents,
}) {}
