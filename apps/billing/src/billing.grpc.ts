import type { RpcsOf } from '@waystation/call';
import type { BillingServiceServer } from '@waystation/contracts/billing/v1/service';
import { GetDocument } from '@waystation/documents';
import { AskOverride, ListEvents, ListOverrides, ListStationOverrides, OverrideRule } from '@waystation/service';
import { GetDelivery } from './queries/get-delivery.ts';
import { GetStatement } from './queries/get-statement.ts';
import { ListInvoices } from './queries/list-invoices.ts';
import { ListWork } from './queries/list-work.ts';
import { CloseStatement } from './use-cases/close-statement.ts';
import { Deliver } from './use-cases/deliver.ts';
import { DrawStatement } from './use-cases/draw-statement.ts';
import { ExplainDifference } from './use-cases/explain-difference.ts';
import { ExplainInvoice } from './use-cases/explain-invoice.ts';
import { HandPapers } from './use-cases/hand-papers.ts';
import { IssueGatePass } from './use-cases/issue-gate-pass.ts';
import { IssueInvoice } from './use-cases/issue-invoice.ts';
import { NotifyReady } from './use-cases/notify-ready.ts';
import { PutOnAccount } from './use-cases/put-on-account.ts';
import { TakePayment } from './use-cases/take-payment.ts';
import { TellCustomer } from './use-cases/tell-customer.ts';
import { WalkAround } from './use-cases/walk-around.ts';

/** The step or query of each rpc. */
export const billingRpcs = {
  drawStatement: DrawStatement,
  explainDifference: ExplainDifference,
  closeStatement: CloseStatement,
  issueInvoice: IssueInvoice,
  takePayment: TakePayment,
  putOnAccount: PutOnAccount,
  notifyReady: NotifyReady,
  walkAround: WalkAround,
  explainInvoice: ExplainInvoice,
  tellCustomer: TellCustomer,
  handPapers: HandPapers,
  issueGatePass: IssueGatePass,
  deliver: Deliver,
  askOverride: AskOverride,
  overrideRule: OverrideRule,
  getStatement: GetStatement,
  listInvoices: ListInvoices,
  getDelivery: GetDelivery,
  getDocument: GetDocument,
  listWork: ListWork,
  listOverrides: ListOverrides,
  listStationOverrides: ListStationOverrides,
  listEvents: ListEvents,
} satisfies RpcsOf<BillingServiceServer>;
