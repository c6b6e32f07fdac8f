import {
  LabourOperationState,
  StaffState,
  StationState,
  type StandardState,
} from '@waystation/contracts/network/v1/state';
import { phoneCountryOf, Refused, Unavailable } from '@waystation/model';
import { currentScope, Reference } from '@waystation/store';
import type { Customs } from '../model/wish.ts';

export class Stations extends Reference.of<StationState>('network.station.state.v1') {
  /** @throws Unavailable while the station is not known here yet */
  async here(stationId: string): Promise<StationState> {
    const found = await this.find(stationId);
    if (!found) throw new Unavailable('STATION_NOT_KNOWN_YET', { stationId });
    return StationState.fromJSON(found);
  }

  /** What of the station fills in what a caller does not say. */
  async customs(stationId: string): Promise<Customs> {
    return customsOf(await this.here(stationId));
  }

  /** As `customs`. @throws Refused for a station that takes no new visits */
  async openCustoms(stationId: string): Promise<Customs> {
    const station = await this.here(stationId);
    if (station.status !== 'open') throw new Refused('STATION_OPENS_NO_VISITS', { status: station.status });
    return customsOf(station);
  }
}

function customsOf(station: StationState): Customs {
  return { language: station.language, country: phoneCountryOf(station) };
}

export class Staff extends Reference.of<StaffState>('network.staff.state.v1') {
  /** Somebody of the station; undefined where it doesn't have him, or nobody is meant. */
  async ofStation(stationId: string, staffId: string | null): Promise<StaffState | undefined> {
    const found = staffId ? await this.find(`${stationId}:${staffId}`) : undefined;
    return found && StaffState.fromJSON(found);
  }
}

export class Standards extends Reference.of<StandardState>('network.standard.state.v1') {
  /** The version that counts for a visit that begins then; empty where none is known here. */
  async versionInForce(stationId: string, at: Date): Promise<string> {
    const text = `select value ->> 'version' as version from reference_data
      where topic = $1 and station_id = $2 and (value ->> 'from')::timestamptz <= $3
      order by (value ->> 'from')::timestamptz desc, (value ->> 'version')::numeric desc limit 1`;
    const [found] = await currentScope().query({ text, values: [this.topic, stationId, at] });
    return (found?.['version'] as string | undefined) ?? '';
  }
}

export class LabourOperations extends Reference.of<LabourOperationState>('network.labour-operation.state.v1') {
  /** Those of these codes that are published: the station's own before the network's, the newest that is in force. */
  async inForce(codes: readonly string[], at: Date): Promise<LabourOperationState[]> {
    const text = `select distinct on (value ->> 'operation') value from reference_data
      where topic = $1 and value ->> 'operation' = any($2) and (value ->> 'from')::timestamptz <= $3
      order by value ->> 'operation', station_id is null, (value ->> 'from')::timestamptz desc,
        coalesce((value ->> 'version')::int, 0) desc`;
    const rows = await currentScope().query({ text, values: [this.topic, codes, at] });
    return rows.map(({ value }) => LabourOperationState.fromJSON(value));
  }
}
