import { UseCase, type Call } from '@waystation/call';
import type {
  DraftStationPriceListRequest,
  DraftStationPriceListResponse,
} from '@waystation/contracts/network/v1/service';
import { PriceList } from '../model/price-list.ts';
import { PriceListVersion } from '../model/price-list-version.ts';
import { PartPrices } from '../store/part-prices.ts';
import { PriceLists } from '../store/price-list.mapping.ts';
import { PriceListVersions } from '../store/price-list-version.mapping.ts';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class DraftStationPriceList {
  constructor(
    private readonly stations: Stations,
    private readonly lists: PriceLists,
    private readonly versions: PriceListVersions,
    private readonly partPrices: PartPrices,
  ) {}

  async execute(
    { stationId, priceListId, version, ...prices }: DraftStationPriceListRequest,
    { now, newId }: Call,
  ): Promise<DraftStationPriceListResponse> {
    const [station, known, draft] = await Promise.all([
      this.stations.get(stationId),
      priceListId ? this.lists.getOf(stationId, priceListId) : undefined,
      priceListId ? this.versions.findOf(stationId, priceListId, version) : undefined,
    ]);
    station.mustAllowPrices();
    const list = known ?? PriceList.open(newId(), prices, station);
    if (!known) this.lists.add(list);
    list.mustAccept(version, prices);
    if (draft) {
      draft.redraft(prices, now);
      this.partPrices.dropPages(draft);
    } else this.versions.add(PriceListVersion.draft(newId(), list, version, prices));
    return { priceListId: list.id, version };
  }
}
