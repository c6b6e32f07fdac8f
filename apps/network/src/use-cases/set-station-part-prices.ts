import { UseCase, type Call } from '@waystation/call';
import type {
  SetStationPartPricesRequest,
  SetStationPartPricesResponse,
} from '@waystation/contracts/network/v1/service';
import { PartPrices } from '../store/part-prices.ts';
import { PriceListVersions } from '../store/price-list-version.mapping.ts';

@UseCase()
export class SetStationPartPrices {
  constructor(
    private readonly versions: PriceListVersions,
    private readonly partPrices: PartPrices,
  ) {}

  async execute(
    { stationId, priceListId, version: number, page, partPrices }: SetStationPartPricesRequest,
    { now }: Call,
  ): Promise<SetStationPartPricesResponse> {
    const prices = { page, partPrices };
    const [version, elsewhere] = await Promise.all([
      this.versions.getOf(stationId, priceListId, number),
      this.partPrices.onOtherPages(priceListId, number, prices),
    ]);
    version.setPartPrices(prices, elsewhere, now);
    this.partPrices.setPage(version, prices);
    return { priceListId, version: number, partPages: version.pages.length, parts: version.parts };
  }
}
