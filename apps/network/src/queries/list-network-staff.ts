import { Query } from '@waystation/call';
import { ListNetworkStaffResponse, type ListNetworkStaffRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader, selectOf, type RowOf } from '@waystation/store';
import { networkStaffMapping } from '../store/network-staff.mapping.ts';

const columns = selectOf(networkStaffMapping, 'id, id as staffId, displayName, logins, roles, regionIds');
const text = `select ${columns}, status = 'active' as active from network_staff where id > $1 order by id limit $2`;

@Query()
export class ListNetworkStaff {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListNetworkStaffRequest): Promise<ListNetworkStaffResponse> {
    const { after, limit } = pageOf(request);
    const staff = await this.reader.rows<RowOf<typeof columns>>(text, [after, limit]);
    return ListNetworkStaffResponse.fromJSON({ staff, nextPageToken: nextPageToken(staff, limit) });
  }
}
