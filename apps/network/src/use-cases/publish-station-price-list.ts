import { UseCase, type Call } from '@waystation/call';
import type {
  PublishStationPriceListRequest,
  PublishStationPriceListResponse,
} from '@waystation/contracts/network/v1/service';
import { PriceList } from '../model/price-list.ts';
import { PriceListVersions } from '../store/price-list-version.mapping.ts';
import { PriceLists } from '../store/price-list.mapping.ts';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class PublishStationPriceList {
  constructor(
    private readonly stations: Stations,
    private readonly lists: PriceLists,
    private readonly versions: PriceListVersions,
  ) {}

  async execute(
    { stationId, priceListId, version, from, ...prices }: PublishStationPriceListRequest,
    { now, newId }: Call,
  ): Promise<PublishStationPriceListResponse> {
    const [station, known] = await Promise.all([
      this.stations.get(stationId),
      priceListId ? this.lists.getOf(stationId, priceListId) : undefined,
    ]);
    station.mustTakePrices();
    const list = known ?? PriceList.open(newId(), prices, station);
    if (!known) this.lists.add(list);
    this.versions.add(list.publishVersion({ version, from }, prices, newId(), now));
    return { priceListId: list.id, version };
  }
}
