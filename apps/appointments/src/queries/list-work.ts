import { Query, type Call } from '@waystation/call';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/appointments/v1/service';
import { Role } from '@waystation/contracts/options';
import { workList } from '@waystation/service';
import { Reader } from '@waystation/store';

const ofClerk = { role: Role.APPOINTMENT_CLERK, from: 'appointment' };

const waiting = workList({
  confirm_appointment: {
    ...ofClerk,
    rule: 'APT-D02',
    where: `status = 'requested'`,
    since: 'requested_at',
    due: 'coalesce(start_at, preferred_at)',
  },
  answer_diagnosis_help: {
    role: Role.TECHNICAL_EXPERT,
    rule: 'APT-D03',
    from: 'appointment',
    where: `status in ('requested', 'confirmed') and help_requested_at is not null`,
    since: 'help_requested_at',
    due: 'coalesce(start_at, preferred_at)',
  },
  mark_preparation_item: {
    role: Role.SERVICE_ADVISOR,
    rule: 'APT-D09',
    from: 'appointment',
    where: `status = 'confirmed' and items_missing > 0`,
    since: 'confirmed_at',
    due: 'start_at',
    assignee: 'advisor_id',
  },
  reconfirm_appointment: {
    ...ofClerk,
    rule: 'APT-D11',
    where: `status = 'confirmed' and (day_due_at is not null or hour_due_at is not null)`,
    since: 'coalesce(hour_due_at, day_due_at)',
    due: 'start_at',
  },
});

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListWorkRequest, call: Call): Promise<ListWorkResponse> {
    return ListWorkResponse.fromJSON(await waiting(this.reader, request, call));
  }
}
