import { Query, type Call } from '@waystation/call';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/quality/v1/service';
import { Role } from '@waystation/contracts/options';
import { workList } from '@waystation/service';
import { Reader } from '@waystation/store';

const ofInspector = { role: Role.QUALITY_INSPECTOR, from: 'inspection', since: 'since' };

const waiting = workList({
  start_inspection: { ...ofInspector, rule: 'INS-D02', where: `status = 'open'` },
  record_points: {
    ...ofInspector,
    rule: 'INS-D02',
    where: `status = 'started' and points_left > 0`,
    assignee: 'inspector_id',
  },
  record_wash: { ...ofInspector, rule: 'INS-D08', where: `status in ('open', 'started') and washed_at is null` },
  pass_inspection: {
    ...ofInspector,
    rule: '',
    where: `status = 'started' and points_left = 0`,
    assignee: 'inspector_id',
  },
  park_vehicle: { ...ofInspector, rule: 'INS-D13', where: `status = 'passed' and parked_at is null` },
  hand_over_vehicle: { ...ofInspector, rule: 'INS-D09', where: `status = 'passed'` },
  grant_override: {
    role: Role.AFTER_SALES_MANAGER,
    from: 'rule_override',
    where: `status = 'requested' and visit_id in
      (select id from inspection where station_id = $1 and status not in ('handed_over', 'cancelled'))`,
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
