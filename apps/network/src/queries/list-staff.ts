import { Query, type Call } from '@waystation/call';
import { ListStaffResponse, type ListStaffRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

const mayChangeLogins = ['AFTER_SALES_MANAGER', 'NETWORK_ADMIN'];

@Query()
export class ListStaff {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListStaffRequest, { actor }: Call): Promise<ListStaffResponse> {
    const { after, limit } = pageOf(request);
    const seesLogins = actor.roles.some((role) => mayChangeLogins.includes(role));
    const staff = await this.reader.rows<{ id: string }>(
      `select id, id as "staffId", display_name as "displayName", case when $4 then logins else '[]' end as logins, roles,
         skills, shifts, status = 'active' as active
       from staff where station_id = $1 and id > $2 order by id limit $3`,
      [this.reader.station, after, limit, seesLogins],
    );
    return ListStaffResponse.fromJSON({ staff, nextPageToken: nextPageToken(staff, limit) });
  }
}
