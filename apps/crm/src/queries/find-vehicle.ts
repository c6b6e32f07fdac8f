import { Query } from '@waystation/call';
import { FindVehicleResponse, type FindVehicleRequest } from '@waystation/contracts/crm/v1/service';
import { Invalid } from '@waystation/model';
import { nextPageToken, pageOf, Reader } from '@waystation/store';
import { checkedVin } from '../model/vin.ts';
import { plateOf } from '../store/look-ups.ts';
import { readable, vehicleColumns, type VehicleRow } from '../store/vehicle-columns.ts';

@Query()
export class FindVehicle {
  constructor(private readonly reader: Reader) {}

  async execute(request: FindVehicleRequest): Promise<FindVehicleResponse> {
    const { vin, plate, fleetNumber } = request;
    if ([vin, plate, fleetNumber].filter((each) => each !== '').length !== 1) {
      const description = 'one of vin, plate and fleet_number must be given';
      throw new Invalid([{ field: 'vin', description, reason: 'EXACTLY_ONE_REQUIRED' }]);
    }
    const { after, limit } = pageOf(request);
    const rows =
      vin !== ''
        ? await this.ofNetwork(checkedVin(vin).vin, after)
        : plate !== ''
          ? await this.ofStation('k.plate_index = $4', plateOf(plate)!.plateIndex, after, limit)
          : await this.ofStation('upper(k.fleet_number) = upper($4)', fleetNumber, after, limit);
    const ids = rows.map(({ vehicleId: id }) => ({ id }));
    return FindVehicleResponse.fromJSON({ vehicles: rows.map(readable), nextPageToken: nextPageToken(ids, limit) });
  }

  private ofStation(condition: string, value: unknown, after: string, limit: number): Promise<VehicleRow[]> {
    return this.reader.rows(
      `select ${vehicleColumns} from station_vehicle k join vehicle v on v.id = k.id
       where k.station_id = $1 and k.id > $2 and ${condition} order by k.id limit $3`,
      [this.reader.station, after, limit, value],
    );
  }

  /** Record of any station: the table's policy lets a row pass whose exact VIN is set for the transaction. */
  private async ofNetwork(vin: string, after: string): Promise<VehicleRow[]> {
    const [, rows] = await Promise.all([
      this.reader.rows(`select set_config('app.vin', $1, true)`, [vin]),
      this.reader.rows<VehicleRow>(
        `select ${vehicleColumns} from vehicle v left join station_vehicle k on k.station_id = $1 and k.id = v.id
         where v.vin = $2 and v.id > $3`,
        [this.reader.station, vin, after],
      ),
    ]);
    return rows;
  }
}
