import { Query } from '@waystation/call';
import { FindAppointmentsResponse, type FindAppointmentsRequest } from '@waystation/contracts/appointments/v1/service';
import { Invalid, phoneCountryOf, phoneFrom, plateFrom } from '@waystation/model';
import { Stations } from '@waystation/reference';
import { Reader } from '@waystation/store';
import { bookRange } from '../model/book-range.ts';
import { vinFrom } from '../model/request-details.ts';
import { appointmentSummary, readableSummary, type SummaryRow } from '../store/appointment-columns.ts';
import { phoneIndex, plateIndex, sameVehicle } from '../store/look-ups.ts';

@Query()
export class FindAppointments {
  constructor(
    private readonly reader: Reader,
    private readonly stations: Stations,
  ) {}

  async execute(request: FindAppointmentsRequest): Promise<FindAppointmentsResponse> {
    const { vehicleId, phone, statuses } = request;
    const vin = vinFrom(request.vin);
    const plate = plateFrom(request.plate)?.plate ?? '';
    const ofVehicle = [vehicleId, vin, plate].some((each) => each !== '');
    if (!ofVehicle && phone === '') {
      const description = 'vehicle_id, vin, plate or phone must be given';
      throw new Invalid([{ field: 'vehicle_id', description, reason: 'EXACTLY_ONE_REQUIRED' }]);
    }
    const { start, end } = bookRange({ from: request.from!, to: request.to! });
    const number = phoneFrom(phone, await this.phoneCountry(phone), 'phone')?.number ?? '';
    const found = await this.reader.rows<SummaryRow>(
      `select ${appointmentSummary}
       from appointment
       where station_id = $1 and listed_at >= $2 and listed_at < $3
         and (cardinality($4::text[]) = 0 or status = any($4))
         and (not $8 or exists (
           select from (select nullif($5, '')::uuid as vehicle_id, $6 as vin, $7::bytea as plate_index) as wanted
           where ${sameVehicle('wanted', 'appointment')}))
         and ($9::bytea is null or call_back_index = $9)
       order by listed_at, id limit 50`,
      [this.reader.station, start, end, statuses, vehicleId, vin, plateIndex(plate), ofVehicle, phoneIndex(number)],
    );
    return FindAppointmentsResponse.fromJSON({ appointments: found.map(readableSummary) });
  }

  /** Country of phone numbers without a country code; undefined if no number is given or the station is unknown. */
  private async phoneCountry(phone: string): Promise<string | undefined> {
    const station = phone === '' ? undefined : await this.stations.findOwn();
    return station && phoneCountryOf(station);
  }
}
