import { Query } from '@waystation/call';
import { GetStationResponse, type GetStationRequest } from '@waystation/contracts/network/v1/service';
import { NotFound } from '@waystation/model';
import { Reader } from '@waystation/store';

@Query()
export class GetStation {
  constructor(private readonly reader: Reader) {}

  async execute({ stationId }: GetStationRequest): Promise<GetStationResponse> {
    const [station] = await this.reader.rows(
      `select id as "stationId", name, region_id as "regionId", station_class_id as "stationClassId", status, zone,
         jurisdiction, currency, language, address, phone, bays, opening_hours as "openingHours", closed_on as "closedOn",
         kept_for_appointments_percent as "keptForAppointmentsPercent", kept_until_hour as "keptUntilHour"
       from station where id = $1`,
      [stationId],
    );
    if (!station) throw new NotFound('station', stationId);
    return GetStationResponse.fromJSON({ station });
  }
}
