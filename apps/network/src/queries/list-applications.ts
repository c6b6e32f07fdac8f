import { Query, type Call } from '@waystation/call';
import { ListApplicationsResponse, type ListApplicationsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

@Query()
export class ListApplications {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListApplicationsRequest, { actor }: Call): Promise<ListApplicationsResponse> {
    const { after, limit } = pageOf(request, true);
    const seesAll = actor.roles.includes('NETWORK_ADMIN');
    const region = actor.roles.includes('REGIONAL_MANAGER') ? (actor.regionId ?? null) : null;
    const applications = await this.reader.rows<{ id: string }>(
      `select id, id as "applicationId", status, region_id as "regionId", station_class_id as "stationClassId",
         class_revision as "classRevision", candidate_id as "candidateId", company, address, contact, remarks,
         submitted_at as "submittedAt", requirements, visit_at as "visitAt", scores, accepted_gaps as "acceptedGaps",
         became_station_id as "stationId", rejection_reason as "rejectionReason", rejection_remarks as "rejectionRemarks"
       from application
       where id < $1 and (cardinality($2::text[]) = 0 or status = any($2::text[]))
         and ($3 or region_id = $4::uuid or candidate_id = $5::uuid)
       order by id desc limit $6`,
      [after, request.statuses, seesAll, region, actor.id, limit],
    );
    return ListApplicationsResponse.fromJSON({ applications, nextPageToken: nextPageToken(applications, limit) });
  }
}
