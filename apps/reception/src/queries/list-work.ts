import { Query, type Call } from '@waystation/call';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/reception/v1/service';
import { Role } from '@waystation/contracts/options';
import { workList } from '@waystation/service';
import { Reader } from '@waystation/store';

const ofAdvisor = { role: Role.SERVICE_ADVISOR, assignee: 'advisor_id' };
const atDesk = { ...ofAdvisor, from: 'check_in', since: 'opened_at' };
const ofOrder = { ...ofAdvisor, from: 'repair_order', since: 'since' };
const unsigned = `advisor_id is not null and status in ('drafted', 'quoted', 'presented')`;
const isQuoted = `${unsigned} and quote is not null and jsonb_typeof(quote) <> 'null'`;
const isPromised = `${isQuoted} and promise is not null and jsonb_typeof(promise) <> 'null'`;

const waiting = workList({
  open_visit: {
    role: Role.SERVICE_ADVISOR,
    rule: 'REC-D02',
    from: 'arrival',
    where: `status = 'waiting'`,
    since: 'arrived_at',
  },
  greet_customer: { ...atDesk, rule: 'REC-D03', where: `status = 'open' and greeted_at is null` },
  confirm_preparation: {
    ...atDesk,
    rule: 'REC-D01',
    where: `status = 'open' and by_appointment and preparation_at is null`,
  },
  complete_check_sheet: { ...atDesk, rule: 'REC-D05', where: `status = 'open' and sheet_completed_at is null` },
  record_condition: { ...atDesk, rule: 'REC-D07', where: `status = 'open' and condition_at is null` },
  diagnose_concern: {
    ...atDesk,
    rule: 'REC-D06',
    where: `status = 'open' and undiagnosed_since is not null`,
    since: 'undiagnosed_since',
  },
  quote_repair_order: {
    ...ofOrder,
    rule: 'REC-D11',
    where: `advisor_id is not null and status = 'drafted' and jsonb_path_exists(items, '$[*] ? (@.status == "ordered")')`,
  },
  promise_delivery: {
    ...ofOrder,
    rule: 'REC-D11',
    where: `${isQuoted} and (promise is null or jsonb_typeof(promise) = 'null')`,
  },
  explain_repair_order: { ...ofOrder, rule: 'REC-D10', where: `${isPromised} and explained_at is null` },
  present_repair_order: { ...ofOrder, rule: 'REC-D12', where: `${isPromised} and status = 'quoted'` },
  sign_repair_order: { ...ofOrder, rule: 'REC-D12', where: `status = 'presented'` },
  countersign_repair_order: { ...ofOrder, rule: 'REC-D12', where: `status = 'signed'` },
  give_copy: { ...ofOrder, rule: 'REC-D12', where: `status = 'countersigned' and copy_given_at is null` },
  record_waiting_arrangement: {
    ...atDesk,
    rule: 'REC-D15',
    where: `status = 'done' and waiting_arrangement_at is null`,
  },
  answer_finding: {
    ...ofOrder,
    rule: 'REP-D03',
    where: 'finding_open_since is not null',
    since: 'finding_open_since',
  },
  accept_handover: {
    ...ofAdvisor,
    rule: 'INS-D09',
    from: 'visit',
    where: `status = 'in_inspection' and handover is not null and jsonb_typeof(handover) <> 'null'`,
    since: `(handover ->> 'handedOverAt')::timestamptz`,
    due: 'promised_at',
  },
  answer_recommendation: {
    ...ofAdvisor,
    rule: 'DEL-D10',
    from: 'recommendation',
    where: `status = 'open'`,
    since: 'recommended_at',
  },
  sign_refusal: {
    ...ofAdvisor,
    rule: 'DEL-D11',
    from: 'recommendation',
    where: `status = 'refused' and urgency = 'immediate'`,
    since: 'answered_at',
  },
  grant_override: {
    role: Role.AFTER_SALES_MANAGER,
    from: 'rule_override',
    where: `status = 'requested' and visit_id in
      (select id from visit where station_id = $1 and status not in ('delivered', 'closed', 'no_show', 'cancelled'))`,
    since: 'requested_at',
  },
});

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListWorkRequest, call: Call): Promise<ListWorkResponse> {
    return ListWorkResponse.fromJSON(await waiting(this.reader, request, call));
  }
}
