import { Query } from '@waystation/call';
import { ListNetworkStaffResponse, type ListNetworkStaffRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

@Query()
export class ListNetworkStaff {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListNetworkStaffRequest): Promise<ListNetworkStaffResponse> {
    const { after, limit } = pageOf(request);
    const staff = await this.reader.rows<{ id: string }>(
      `select id, id as "staffId", display_name as "displayName", logins, roles, region_ids as "regionIds",
         status = 'active' as active
       from network_staff where id > $1 order by id limit $2`,
      [after, limit],
    );
    return ListNetworkStaffResponse.fromJSON({ staff, nextPageToken: nextPageToken(staff, limit) });
  }
}
