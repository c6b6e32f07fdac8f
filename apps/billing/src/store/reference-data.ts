import { PriceListState, StationState } from '@waystation/contracts/network/v1/state';
import { Unavailable } from '@waystation/model';
import { currentWork, Reference, type Reader } from '@waystation/store';

const stationTopic = 'network.station.state.v1';
const priceListTopic = 'network.price-list.state.v1';

export class Stations extends Reference.of<StationState>(stationTopic) {
  /** @throws Unavailable while it is not known here */
  async known(stationId: string): Promise<StationState> {
    return knownStation(await this.find(stationId));
  }
}

export class PriceLists extends Reference.of<PriceListState>(priceListTopic) {
  /**
   * Of the station's own lists and of the network's, in each market those that began last: what is in force is among
   * them. Without the prices of labour and parts: these are quoted already.
   */
  async feesBegunBy(at: Date): Promise<PriceListState[]> {
    const text = `select value - 'labourRates' - 'partPrices' as value from (
        select value, row_number() over (
          partition by station_id, value ->> 'currency', value ->> 'jurisdiction'
          order by (value ->> 'from')::timestamptz desc) as age
        from reference_data where topic = $1 and (value ->> 'from')::timestamptz <= $2) as list
      where age <= 5`;
    const rows = await currentWork().query({ text, values: [priceListTopic, at] });
    return rows.map(({ value }) => PriceListState.fromJSON(value));
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
