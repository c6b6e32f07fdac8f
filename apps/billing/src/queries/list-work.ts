import { Query, type Call } from '@waystation/call';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/billing/v1/service';
import { Role } from '@waystation/contracts/options';
import { workList } from '@waystation/service';
import { Reader } from '@waystation/store';

const statement = { from: 'statement' };
const delivery = {
  role: Role.SERVICE_ADVISOR,
  from: 'delivery d left join statement s on s.station_id = d.station_id and s.id = d.id and s.station_id = $1',
  of: 'd',
  assignee: 'coalesce(d.advisor_id, s.advisor_id)',
};
const noPass = (now: string) => `(d.gate_pass is null or (d.gate_pass ->> 'expiresAt')::timestamptz <= ${now})`;

const waiting = workList({
  draw_statement: {
    ...delivery,
    rule: 'DEL-D01',
    where: `d.status = 'open' and d.handover_accepted_at is not null and (s.id is null or s.status = 'stale')`,
    since: 'coalesce(s.since, d.handover_accepted_at)',
  },
  close_statement: {
    ...statement,
    role: Role.SERVICE_ADVISOR,
    rule: 'DEL-D01',
    where: `status = 'drawn'`,
    since: 'since',
    assignee: 'advisor_id',
  },
  issue_invoice: {
    ...statement,
    role: Role.CASHIER,
    rule: 'DEL-D04',
    where: `status = 'closed' and bills @? '$[*] ? (@.invoiceId == null)'`,
    since: 'since',
  },
  take_payment: {
    role: Role.CASHIER,
    rule: 'DEL-D07',
    from: 'invoice',
    where: `status = 'open'`,
    since: 'issued_at',
  },
  notify_vehicle_ready: {
    ...delivery,
    rule: '',
    where: `d.status = 'open' and d.handover_accepted_at is not null and d.notified_at is null`,
    since: 'd.handover_accepted_at',
  },
  hand_over_documents: {
    ...delivery,
    rule: 'DEL-D13',
    where: `d.status = 'open' and s.status = 'settled' and (d.handed_over_at is null or d.handed_over_at < s.closed_at)`,
    since: 's.since',
  },
  issue_gate_pass: {
    ...delivery,
    rule: 'DEL-D14',
    where: ({ now }) =>
      `d.status = 'open' and s.status = 'settled' and d.handed_over_at >= s.closed_at and ${noPass(now)}`,
    since: 'd.handed_over_at',
  },
  deliver_vehicle: {
    ...delivery,
    rule: 'DEL-D05',
    where: ({ now }) => `d.status = 'open' and s.status = 'settled' and not ${noPass(now)}`,
    since: 'd.gate_pass_issued_at',
    assignee: 's.advisor_id',
  },
  grant_override: {
    role: Role.AFTER_SALES_MANAGER,
    from: 'rule_override',
    where: `status = 'requested' and visit_id in (select id from delivery where station_id = $1 and status = 'open')`,
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
