import { FormState, StationState } from '@waystation/contracts/network/v1/state';
import { Reference } from '@waystation/store';

export class Forms extends Reference.of<FormState>('network.form.state.v1') {
  /** A version of a form, or undefined when it is not known here. */
  async version(formId: string, formVersion: number): Promise<FormState | undefined> {
    const found = await this.find(`${formId}:${formVersion}`);
    return found && FormState.fromJSON(found);
  }
}

export class Stations extends Reference.of<StationState>('network.station.state.v1') {
  /** The currency of a station; undefined while it is not known here. */
  async currencyOf(stationId: string): Promise<string | undefined> {
    const found = await this.find(stationId);
    return found && StationState.fromJSON(found).currency;
  }
}
