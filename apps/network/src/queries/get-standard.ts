import { Query, type Call } from '@waystation/call';
import { GetStandardResponse, type GetStandardRequest } from '@waystation/contracts/network/v1/service';
import { NotFound } from '@waystation/model';
import { Reader } from '@waystation/store';
import { baseStandard } from '../base-standard.ts';
import { standardsOf, type Belonging, type StandardLayer } from '../model/merged-standard.ts';
import type { TakenStandard } from '../model/station.ts';

/** What was said is kept, not what came of it: that is merged anew, as it was when it was published. */
@Query()
export class GetStandard {
  constructor(private readonly reader: Reader) {}

  async execute(_: GetStandardRequest, { now, stationId }: Call): Promise<GetStandardResponse> {
    const [[station], layers] = await Promise.all([
      this.reader.rows<Belonging & { taken: TakenStandard[] }>(
        `select id, station_class_id as "stationClassId", region_id as "regionId", taken_standards as taken
         from station where id = $1`,
        [stationId],
      ),
      this.reader.rows<StandardLayer>(
        `select level, owner_id as "ownerId", number, valid_from as "validFrom", rules from standard_version v
         where valid_from <= $2 and (of_station is null or of_station = $1)
           and not exists (select 1 from standard_version n
             where n.standard_id = v.standard_id and n.number > v.number and n.valid_from <= $2)`,
        [stationId, now],
      ),
    ]);
    if (!station) throw new NotFound('station', stationId);
    const counting = standardsOf(station, baseStandard, layers, now)[0]!;
    const taken = station.taken.find(({ of }) => of === counting.of);
    return GetStandardResponse.fromJSON({
      version: String(taken?.number ?? ''),
      from: taken?.validFrom ?? counting.validFrom,
      rules: counting.rules,
    });
  }
}
