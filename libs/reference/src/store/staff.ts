import { StaffState } from '@waystation/contracts/network/v1/state';
import { Reference } from './reference.ts';

/** Staff of the station. */
export class Staff extends Reference.of(StaffState, 'waystation.network.v1.StaffState') {
  /** @param staffId null or empty: nobody. @returns undefined for anyone whom the station does not have */
  async member(staffId: string | null): Promise<StaffState | undefined> {
    return staffId ? (await this.members([staffId]))[0] : undefined;
  }

  /** Those of these whom the station has. */
  members(staffIds: readonly string[]): Promise<StaffState[]> {
    return this.list(staffIds.map((staffId) => `${this.station}:${staffId}`));
  }
}
