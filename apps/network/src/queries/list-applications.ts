import { Query, type Call } from '@waystation/call';
import { ListApplicationsResponse, type ListApplicationsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader, selectOf, type RowOf } from '@waystation/store';
import { applicationMapping } from '../store/application.mapping.ts';

const columns = selectOf(
  applicationMapping,
  `id, id as applicationId, status, regionId, stationClassId, classRevision, applicantId, company, address, contact, remarks,
   submittedAt, requirements, visitAt, scores, acceptedGaps, becameStationId as stationId, rejectionReason, rejectionRemarks`,
);
const text = `
  select ${columns}
  from application
  where id < $1 and (cardinality($2::text[]) = 0 or status = any($2::text[]))
    and ($3 or region_id = $4::uuid or applicant_id = $5::uuid)
  order by id desc limit $6`;

@Query()
export class ListApplications {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListApplicationsRequest, { actor }: Call): Promise<ListApplicationsResponse> {
    const { after, limit } = pageOf(request, true);
    const seesAll = actor.roles.includes('NETWORK_ADMIN');
    const region = actor.roles.includes('REGIONAL_MANAGER') ? (actor.regionId ?? null) : null;
    const asked = [after, request.statuses, seesAll, region, actor.id, limit];
    const applications = await this.reader.rows<RowOf<typeof columns>>(text, asked);
    return ListApplicationsResponse.fromJSON({ applications, nextPageToken: nextPageToken(applications, limit) });
  }
}
