import { Query } from '@waystation/call';
import { GetVehicleResponse, type GetVehicleRequest } from '@waystation/contracts/crm/v1/service';
import { NotFound } from '@waystation/model';
import { Reader } from '@waystation/store';
import { readable, vehicleColumns, type VehicleRow } from '../store/vehicle-columns.ts';

@Query()
export class GetVehicle {
  constructor(private readonly reader: Reader) {}

  async execute({ vehicleId }: GetVehicleRequest): Promise<GetVehicleResponse> {
    const [row] = await this.reader.rows<VehicleRow>(
      `select ${vehicleColumns} from station_vehicle k join vehicle v on v.id = k.id where k.station_id = $1 and k.id = $2`,
      [this.reader.station, vehicleId],
    );
    if (!row) throw new NotFound('vehicle', vehicleId);
    return GetVehicleResponse.fromJSON(readable(row));
  }
}
