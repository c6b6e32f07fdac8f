import { Query } from '@waystation/call';
import { GetVisitPartsResponse, type GetVisitPartsRequest } from '@waystation/contracts/parts/v1/service';
import { Reader, selectOf } from '@waystation/store';
import { issueSlipMapping } from '../store/issue-slip.mapping.ts';
import { decimal } from '../store/quantity-columns.ts';
import { replacedPartMapping } from '../store/replaced-part.mapping.ts';

const ofSlip = selectOf(issueSlipMapping, 'id as issueSlipId, itemId, technicianId, issuedAt');
const ofReplaced = selectOf(replacedPartMapping, 'id as replacedPartId, itemId, partNumber, customerAsked');

@Query()
export class GetVisitParts {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetVisitPartsRequest): Promise<GetVisitPartsResponse> {
    const ofVisit = [this.reader.station, visitId];
    const [[visit], parts, issued, replaced] = await Promise.all([
      this.reader.rows(
        `select coalesce(shelf, '') as shelf, coalesce(bin, '') as bin,
           case status when 'empty' then '' else status end as status
         from reservation where station_id = $1 and id = $2`,
        ofVisit,
      ),
      this.reader.rows(
        `select coalesce(line ->> 'itemId', '') as "itemId", coalesce(line ->> 'concernId', '') as "concernId",
           line ->> 'partNumber' as "partNumber", ${decimal(`line ->> 'wantedMilli'`)} as "requiredQuantity",
           ${decimal('lots.aside')} as "reservedQuantity", ${decimal('lots.shelved')} as "shelvedQuantity",
           ${decimal(`(line ->> 'issuedMilli')::bigint - (line ->> 'returnedMilli')::bigint`)} as "issuedQuantity",
           line -> 'expectedAt' as "expectedAt", line -> 'authorised' as authorised
         from reservation, jsonb_array_elements(lines) with ordinality as each (line, place),
           lateral (
             select coalesce(sum((lot ->> 'milli')::bigint), 0) as aside,
               coalesce(sum((lot ->> 'milli')::bigint) filter (where (lot ->> 'shelved')::boolean), 0) as shelved
             from jsonb_array_elements(line -> 'lots') as lot) as lots
         where station_id = $1 and id = $2 order by place`,
        ofVisit,
      ),
      this.reader.rows(
        `select ${ofSlip}, line ->> 'issueLineId' as "issueLineId", line ->> 'partNumber' as "partNumber",
           ${decimal(`line ->> 'milli'`)} as quantity, ${decimal(`line ->> 'returnedMilli'`)} as "returnedQuantity"
         from issue_slip, jsonb_array_elements(lines) with ordinality as each (line, place)
         where station_id = $1 and visit_id = $2 order by id, place`,
        ofVisit,
      ),
      this.reader.rows(
        `select ${ofReplaced}, ${decimal('milli')} as quantity, coalesce(disposition, '') as disposition
         from replaced_part where station_id = $1 and visit_id = $2 order by id`,
        ofVisit,
      ),
    ]);
    // A visit without a reservation has no parts.
    return GetVisitPartsResponse.fromJSON({ visitId, ...visit, parts, issued, replaced });
  }
}
