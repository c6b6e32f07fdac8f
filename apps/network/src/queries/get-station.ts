import { Query } from '@waystation/call';
import { GetStationResponse, type GetStationRequest } from '@waystation/contracts/network/v1/service';
import { NotFound } from '@waystation/model';
import { Reader, selectOf } from '@waystation/store';
import { stationMapping } from '../store/station.mapping.ts';

const columns = selectOf(
  stationMapping,
  `id as stationId, name, regionId, stationClassId, status, timeZone, jurisdiction, currency, language, address, phone, bays,
   openingHours, closedOn, reservedForAppointmentsPercent, reservedUntilHour`,
);
const text = `select ${columns} from station where id = $1`;

@Query()
export class GetStation {
  constructor(private readonly reader: Reader) {}

  async execute({ stationId }: GetStationRequest): Promise<GetStationResponse> {
    const [station] = await this.reader.rows(text, [stationId]);
    if (!station) throw new NotFound('station', stationId);
    return GetStationResponse.fromJSON({ station });
  }
}
