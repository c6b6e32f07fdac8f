import { UseCase, type Call } from '@waystation/call';
import type {
  PublishStationPriceListRequest,
  PublishStationPriceListResponse,
} from '@waystation/contracts/network/v1/service';
import { PartPrices } from '../store/part-prices.ts';
import { PriceLists } from '../store/price-list.mapping.ts';
import { PriceListVersions } from '../store/price-list-version.mapping.ts';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class PublishStationPriceList {
  constructor(
    private readonly stations: Stations,
    private readonly lists: PriceLists,
    private readonly versions: PriceListVersions,
    private readonly partPrices: PartPrices,
  ) {}

  async execute(
    { stationId, priceListId, version: number, from, partPages }: PublishStationPriceListRequest,
    { now }: Call,
  ): Promise<PublishStationPriceListResponse> {
    const [station, list, version, pages] = await Promise.all([
      this.stations.get(stationId),
      this.lists.getOf(stationId, priceListId),
      this.versions.getOf(stationId, priceListId, number),
      this.partPrices.pagesOf(priceListId, number),
    ]);
    station.mustAllowPrices();
    list.publishVersion(version, pages, { from, partPages }, now);
    return { priceListId, version: number, from: version.validFrom!, parts: version.parts };
  }
}
