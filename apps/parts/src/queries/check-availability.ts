import { Query, type Call } from '@waystation/call';
import type { CheckAvailabilityRequest, CheckAvailabilityResponse } from '@waystation/contracts/parts/v1/service';
import { Reader, selectOf } from '@waystation/store';
import { availability, type PartInStore } from '../model/availability.ts';
import { partMapping } from '../store/part.mapping.ts';

const ofPart = selectOf(partMapping, 'partNumber, leadDays, supersededBy');
const text = `
  select ${ofPart},
    (select coalesce(sum(on_hand_milli - reserved_milli), 0)::float8 from stock_balance
     where station_id = $1 and part_number = part.part_number) as "freeMilli",
    (select coalesce(sum((lot ->> 'milli')::bigint), 0)::float8
     from reservation, jsonb_array_elements(lines) as line, jsonb_array_elements(line -> 'lots') as lot
     where station_id = $1 and id = nullif($3, '')::uuid and line ->> 'partNumber' = part.part_number)
      as "ownMilli",
    (select max(expected_at) from supply_order
     where station_id = $1 and visit_id = nullif($3, '')::uuid and status in ('needed', 'ordered')
       and part_number = part.part_number) as "expectedAt"
  from part where part_number = any($2)`;

@Query()
export class CheckAvailability {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId, parts }: CheckAvailabilityRequest, { now }: Call): Promise<CheckAvailabilityResponse> {
    const asked = [this.reader.station, parts.map(({ partNumber }) => partNumber), visitId];
    const found = await this.reader.rows<PartInStore>(text, asked);
    return availability(parts, found, now);
  }
}
