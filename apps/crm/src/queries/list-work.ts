import { Query, type Call } from '@waystation/call';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/crm/v1/service';
import { Role } from '@waystation/contracts/options';
import { workList } from '@waystation/service';
import { Reader } from '@waystation/store';

const waiting = workList({
  record_follow_up: {
    role: Role.FOLLOW_UP_AGENT,
    rule: 'FUP-D01',
    from: 'follow_up',
    where: `status = 'open'`,
    since: 'delivered_at',
    due: 'due_at',
  },
});

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListWorkRequest, call: Call): Promise<ListWorkResponse> {
    return ListWorkResponse.fromJSON(await waiting(this.reader, request, call));
  }
}
