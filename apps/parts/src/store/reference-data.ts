import { StaffState } from '@waystation/contracts/network/v1/state';
import { Reference } from '@waystation/store';

export class Staff extends Reference.of<StaffState>('network.staff.state.v1') {
  /** Somebody of the station, or undefined for one that it doesn't have. */
  async member(stationId: string, staffId: string): Promise<StaffState | undefined> {
    const found = await this.find(`${stationId}:${staffId}`);
    return found && StaffState.fromJSON(found);
  }
}
