import { StaffState } from '@waystation/contracts/network/v1/state';
import { Reference } from './reference.ts';

/** Staff of the station. */
export class Staff extends Reference.of(StaffState, 'waystation.network.v1.StaffState') {
  /**
   * Record of a member of staff.
   *
   * @param staffId null or empty: nobody
   * @returns undefined for anyone who is not on the station's staff
   */
  async member(staffId: string | null): Promise<StaffState | undefined> {
    return staffId ? (await this.members([staffId]))[0] : undefined;
  }

  /** Records of those who are on the station's staff. */
  members(staffIds: readonly string[]): Promise<StaffState[]> {
    return this.list(staffIds.map((staffId) => `${this.station}:${staffId}`));
  }
}
