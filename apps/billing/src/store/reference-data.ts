import { StationState } from '@waystation/contracts/network/v1/state';
import { Unavailable } from '@waystation/model';
import { Reference, type Reader } from '@waystation/store';

const stationTopic = 'network.station.state.v1';

export class Stations extends Reference.of<StationState>(stationTopic) {
  /** @throws Unavailable while it is not known here */
  async known(stationId: string): Promise<StationState> {
    return knownStation(await this.find(stationId));
  }
}

/** The station that is read for. @throws Unavailable while it is not known here */
export async function readStation(reader: Reader): Promise<StationState> {
  const text = 'select value from reference_data where topic = $1 and key = $2';
  const [row] = await reader.rows<{ value: object }>(text, [stationTopic, reader.station]);
  return knownStation(row?.value);
}

function knownStation(value: object | undefined): StationState {
  if (!value) throw new Unavailable('STATION_NOT_KNOWN_YET');
  return StationState.fromJSON(value);
}
