import { FormState, StationState } from '@waystation/contracts/network/v1/state';
import { phoneCountryOf } from '@waystation/model';
import { Reference, type Reader } from '@waystation/store';

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

  /** The country that a station dials in; undefined while it is not known here: numbers need their country code then. */
  async phoneCountry(stationId: string): Promise<string | undefined> {
    return countryOf(await this.find(stationId));
  }
}

/** As `Stations.phoneCountry`, for a query. */
export async function phoneCountryFor(reader: Reader): Promise<string | undefined> {
  const text = 'select value from reference_data where topic = $1 and key = $2';
  const [found] = await reader.rows(text, ['network.station.state.v1', reader.station]);
  return countryOf(found?.['value']);
}

function countryOf(value: unknown): string | undefined {
  return value === undefined ? undefined : phoneCountryOf(StationState.fromJSON(value));
}
