import { Query, type Call } from '@waystation/call';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/workshop/v1/service';
import { Role } from '@waystation/contracts/options';
import { workList, type WorkKind } from '@waystation/service';
import { Reader } from '@waystation/store';

const ofJob = { from: 'job', since: 'since' };
const ofTeam: Pick<WorkKind, 'role' | 'assignee' | 'orFor'> = {
  role: Role.TECHNICIAN,
  assignee: 'lead_technician_id',
  orFor: (person) => `other_technician_ids ? ${person}::text`,
};

const waiting = workList({
  dispatch_job: { ...ofJob, role: Role.WORKSHOP_LEAD, rule: '', where: `status = 'authorised'` },
  start_job: { ...ofJob, ...ofTeam, rule: '', where: `status = 'dispatched'` },
  resume_job: { ...ofJob, ...ofTeam, rule: '', where: `status = 'paused'` },
  finish_job: { ...ofJob, ...ofTeam, rule: 'REP-D15', where: `status = 'in_progress'` },
  answer_expert_help: {
    role: Role.TECHNICAL_EXPERT,
    rule: 'REP-D14',
    from: 'job',
    where: 'expert_help_requested_at is not null',
    since: 'expert_help_requested_at',
  },
  complete_order_inspection: {
    role: Role.TECHNICIAN,
    rule: 'REP-D15',
    from: 'visit_work',
    where: `status = 'open' and ready_at is not null`,
    since: 'ready_at',
    assignee: 'lead_technician_id',
  },
});

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListWorkRequest, call: Call): Promise<ListWorkResponse> {
    return ListWorkResponse.fromJSON(await waiting(this.reader, request, call));
  }
}
