import { Query, type Call } from '@waystation/call';
import { GetStandardResponse, type GetStandardRequest } from '@waystation/contracts/network/v1/service';
import { NotFound } from '@waystation/model';
import { Reader, selectOf, type RowOf } from '@waystation/store';
import { baseStandard } from '../base-standard.ts';
import { standardsOf, type StandardLayer } from '../model/merged-standard.ts';
import { standardVersionMapping } from '../store/standard-version.mapping.ts';
import { stationMapping } from '../store/station.mapping.ts';

const ofStation = selectOf(stationMapping, 'id, stationClassId, regionId, adoptedStandards as taken');
const ofVersion = selectOf(standardVersionMapping, 'level, ownerId, number, validFrom, rules');
const stationText = `select ${ofStation} from station where id = $1`;
const versionsText = `
  select ${ofVersion} from standard_version v
  where valid_from <= $2 and (of_station is null or of_station = $1)
    and not exists (select 1 from standard_version n
      where n.standard_id = v.standard_id and n.number > v.number and n.valid_from <= $2)`;

/** Merges the stored settings again, because the published result is not stored. */
@Query()
export class GetStandard {
  constructor(private readonly reader: Reader) {}

  async execute(_: GetStandardRequest, { now, stationId }: Call): Promise<GetStandardResponse> {
    const [[station], layers] = await Promise.all([
      this.reader.rows<RowOf<typeof ofStation>>(stationText, [stationId]),
      this.reader.rows<StandardLayer>(versionsText, [stationId, now]),
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
