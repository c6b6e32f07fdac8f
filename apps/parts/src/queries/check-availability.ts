import { Query, type Call } from '@waystation/call';
import type { CheckAvailabilityRequest, CheckAvailabilityResponse } from '@waystation/contracts/parts/v1/service';
import { Reader } from '@waystation/store';
import { availability, type PartInStore } from '../model/availability.ts';

@Query()
export class CheckAvailability {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId, parts }: CheckAvailabilityRequest, { now }: Call): Promise<CheckAvailabilityResponse> {
    const found = await this.reader.rows<PartInStore>(
      `select part_number as "partNumber", lead_days as "leadDays", superseded_by as "supersededBy",
         (select coalesce(sum(on_hand_milli - reserved_milli), 0)::float8 from stock_balance
          where station_id = $1 and part_number = part.part_number) as "freeMilli",
         (select coalesce(sum((lot ->> 'milli')::bigint), 0)::float8
          from reservation, jsonb_array_elements(lines) as line, jsonb_array_elements(line -> 'lots') as lot
          where station_id = $1 and id = nullif($3, '')::uuid and line ->> 'partNumber' = part.part_number)
           as "ownMilli",
         (select max(expected_at) from supply_order
          where station_id = $1 and visit_id = nullif($3, '')::uuid and status in ('needed', 'ordered')
            and part_number = part.part_number) as "expectedAt"
       from part where part_number = any($2)`,
      [this.reader.station, parts.map(({ partNumber }) => partNumber), visitId],
    );
    return availability(parts, found, now);
  }
}
