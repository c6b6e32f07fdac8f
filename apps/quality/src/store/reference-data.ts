import { FormState, StaffState, StationState } from '@waystation/contracts/network/v1/state';
import { Unavailable } from '@waystation/model';
import { Reference } from '@waystation/store';

export class Forms extends Reference.of<FormState>('network.form.state.v1') {
  /** A version of a form and the one after it; each is undefined when it is not known here. */
  async versionAndNext(
    formId: string,
    formVersion: number,
  ): Promise<{ form: FormState | undefined; next: FormState | undefined }> {
    const found = (await this.list([`${formId}:${formVersion}`, `${formId}:${formVersion + 1}`])).map((form) =>
      FormState.fromJSON(form),
    );
    return {
      form: found.find(({ version }) => version === formVersion),
      next: found.find(({ version }) => version === formVersion + 1),
    };
  }
}

export class Stations extends Reference.of<StationState>('network.station.state.v1') {
  /** Whose rules count at the station, such as CN. @throws Unavailable while the station is not known here yet */
  async jurisdictionOf(stationId: string): Promise<string> {
    const found = await this.find(stationId);
    if (!found) throw new Unavailable('STATION_NOT_KNOWN_YET', { stationId });
    return StationState.fromJSON(found).jurisdiction;
  }
}

export class Staff extends Reference.of<StaffState>('network.staff.state.v1') {
  /** Somebody of the station, or undefined when it has no such person. */
  async member(stationId: string, staffId: string): Promise<StaffState | undefined> {
    const found = await this.find(`${stationId}:${staffId}`);
    return found && StaffState.fromJSON(found);
  }
}
