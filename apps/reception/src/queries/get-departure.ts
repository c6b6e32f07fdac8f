import { Query } from '@waystation/call';
import { GetDepartureResponse, type GetDepartureRequest } from '@waystation/contracts/reception/v1/service';
import { NotFound } from '@waystation/model';
import { Reader, selectOf } from '@waystation/store';
import { visitMapping } from '../store/visit.mapping.ts';

const ofVisit = selectOf(visitMapping, 'id as visitId, status as stage, advisorId, customerId, vehicleId', 'visit');

@Query()
export class GetDeparture {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetDepartureRequest): Promise<GetDepartureResponse> {
    const { station } = this.reader;
    const [[visit], recommendations] = await Promise.all([
      this.reader.rows(
        `select ${ofVisit},
           keys_and_papers_taken_at is null or keys_and_papers_returned_at is not null as "keysReturned",
           protective_covers_fitted_at is null or protective_covers_removed_at is not null as "protectiveCoversRemoved",
           visit.status in ('handed_over', 'settled', 'delivered', 'closed') as "handoverAccepted"
         from visit left join check_in on check_in.station_id = visit.station_id and check_in.id = visit.id
         where visit.station_id = $1 and visit.id = $2`,
        [station, visitId],
      ),
      this.reader.rows<{ id: string; status: string }>(
        `select id, status from recommendation
         where station_id = $1 and visit_id = $2 and (status = 'open' or (status = 'refused' and urgency = 'immediate'))
         order by id`,
        [station, visitId],
      ),
    ]);
    if (!visit) throw new NotFound('visit', visitId);
    const idsOf = (status: string) => recommendations.filter((each) => each.status === status).map(({ id }) => id);
    return GetDepartureResponse.fromJSON({
      ...visit,
      unansweredRecommendationIds: idsOf('open'),
      unsignedRefusalIds: idsOf('refused'),
    });
  }
}
