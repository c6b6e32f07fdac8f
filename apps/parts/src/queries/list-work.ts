import { Query, type Call } from '@waystation/call';
import { ListWorkResponse, type ListWorkRequest } from '@waystation/contracts/parts/v1/service';
import { Role } from '@waystation/contracts/options';
import { workList } from '@waystation/service';
import { Reader } from '@waystation/store';

const ofClerk = { role: Role.PARTS_CLERK, from: 'reservation' };
const ofSupply = { role: Role.PARTS_CLERK, from: 'supply_order', rule: 'APT-D08', due: 'expected_at' };

// Neither parts reserved for visits nor parts ordered for them count.
const belowLevel = `min_milli > (
  select coalesce(sum(on_hand_milli - reserved_milli), 0) from stock_balance
  where station_id = $1 and part_number = stock_level.part_number) + (
  select coalesce(sum(milli - received_milli), 0) from supply_order
  where station_id = $1 and part_number = stock_level.part_number and status = 'ordered' and visit_id is null)`;

const waiting = workList({
  pick_to_shelf: {
    ...ofClerk,
    rule: 'APT-D08',
    where: 'to_shelve_since is not null',
    since: 'to_shelve_since',
    due: 'needed_at',
  },
  issue_parts: { ...ofClerk, rule: 'REP-D09', where: 'to_issue_since is not null', since: 'to_issue_since' },
  return_parts: { ...ofClerk, rule: 'REP-D09', where: 'to_return_since is not null', since: 'to_return_since' },
  order_parts: { ...ofSupply, where: `status = 'needed'`, since: 'needed_at' },
  receive_order: { ...ofSupply, where: `status = 'ordered'`, since: 'ordered_at' },
  restock_part: {
    role: Role.PARTS_CLERK,
    rule: '',
    from: 'stock_level',
    where: belowLevel,
    since: 'set_at',
    visitId: 'null::uuid',
  },
  dispose_replaced_part: {
    role: Role.SERVICE_ADVISOR,
    rule: 'DEL-D08',
    from: 'replaced_part',
    where: `status = 'kept'`,
    since: 'kept_at',
  },
});

@Query()
export class ListWork {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListWorkRequest, call: Call): Promise<ListWorkResponse> {
    return ListWorkResponse.fromJSON(await waiting(this.reader, request, call));
  }
}
