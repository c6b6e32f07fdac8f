import { GrpcController } from '@waystation/call';
import { BillingServiceService } from '@waystation/contracts/billing/v1/service';
import { GetDocument } from '@waystation/documents';
import {
  DeclineOverride,
  GrantOverride,
  ListOverrides,
  ListStationOverrides,
  RequestOverride,
} from '@waystation/overrides';
import { ListEvents } from '@waystation/service';
import { GetDelivery } from './queries/get-delivery.ts';
import { GetStatement } from './queries/get-statement.ts';
import { ListInvoices } from './queries/list-invoices.ts';
import { ListWork } from './queries/list-work.ts';
import { AdviseCustomer } from './use-cases/advise-customer.ts';
import { ChargeToAccount } from './use-cases/charge-to-account.ts';
import { CloseStatement } from './use-cases/close-statement.ts';
import { DeliverVehicle } from './use-cases/deliver-vehicle.ts';
import { DrawStatement } from './use-cases/draw-statement.ts';
import { ExplainDifference } from './use-cases/explain-difference.ts';
import { ExplainInvoice } from './use-cases/explain-invoice.ts';
import { HandOverDocuments } from './use-cases/hand-over-documents.ts';
import { IssueGatePass } from './use-cases/issue-gate-pass.ts';
import { IssueInvoice } from './use-cases/issue-invoice.ts';
import { NotifyVehicleReady } from './use-cases/notify-vehicle-ready.ts';
import { RecordWalkAround } from './use-cases/record-walk-around.ts';
import { TakePayment } from './use-cases/take-payment.ts';

/** The step or query of each rpc. */
export class BillingController extends GrpcController.of(BillingServiceService, {
  drawStatement: DrawStatement,
  explainDifference: ExplainDifference,
  closeStatement: CloseStatement,
  issueInvoice: IssueInvoice,
  takePayment: TakePayment,
  chargeToAccount: ChargeToAccount,
  notifyVehicleReady: NotifyVehicleReady,
  recordWalkAround: RecordWalkAround,
  explainInvoice: ExplainInvoice,
  adviseCustomer: AdviseCustomer,
  handOverDocuments: HandOverDocuments,
  issueGatePass: IssueGatePass,
  deliverVehicle: DeliverVehicle,
  requestOverride: RequestOverride,
  grantOverride: GrantOverride,
  declineOverride: DeclineOverride,
  getStatement: GetStatement,
  listInvoices: ListInvoices,
  getDelivery: GetDelivery,
  getDocument: GetDocument,
  listWork: ListWork,
  listOverrides: ListOverrides,
  listStationOverrides: ListStationOverrides,
  listEvents: ListEvents,
}) {}
