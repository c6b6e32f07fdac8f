import { StationState } from '@waystation/contracts/network/v1/state';
import { Unavailable } from '@waystation/model';
import { Reference } from './reference.ts';

/** Stations of the network; a station sees its own data only. */
export class Stations extends Reference.of(StationState, 'waystation.network.v1.StationState') {
  /** Data of the station of the step or query; undefined until they have arrived. */
  findOwn(): Promise<StationState | undefined> {
    return this.find(this.station);
  }

  /**
   * Data of the station of the step or query.
   *
   * @throws Unavailable until they have arrived
   */
  async own(): Promise<StationState> {
    const found = await this.findOwn();
    if (!found) throw new Unavailable('STATION_NOT_KNOWN_YET', { stationId: this.station });
    return found;
  }
}
