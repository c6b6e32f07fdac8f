import { Query, type Call } from '@waystation/call';
import { ListStaffResponse, type ListStaffRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader, selectOf, type RowOf } from '@waystation/store';
import { staffMapping } from '../store/staff.mapping.ts';

const columns = selectOf(staffMapping, 'id, id as staffId, displayName, roles, skills, shifts');

const mayChangeLogins = ['AFTER_SALES_MANAGER', 'NETWORK_ADMIN'];

const text = `
  select ${columns}, case when $4 then logins else '[]' end as logins, status = 'active' as active
  from staff where station_id = $1 and id > $2 order by id limit $3`;

@Query()
export class ListStaff {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListStaffRequest, { actor }: Call): Promise<ListStaffResponse> {
    const { after, limit } = pageOf(request);
    const seesLogins = actor.roles.some((role) => mayChangeLogins.includes(role));
    const staff = await this.reader.rows<RowOf<typeof columns>>(text, [this.reader.station, after, limit, seesLogins]);
    return ListStaffResponse.fromJSON({ staff, nextPageToken: nextPageToken(staff, limit) });
  }
}
