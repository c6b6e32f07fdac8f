import { UseCase, type Call } from '@waystation/call';
import type { SetPartPricesRequest, SetPartPricesResponse } from '@waystation/contracts/network/v1/service';
import { PartPrices } from '../store/part-prices.ts';
import { PriceListVersions } from '../store/price-list-version.mapping.ts';

@UseCase()
export class SetPartPrices {
  constructor(
    private readonly versions: PriceListVersions,
    private readonly partPrices: PartPrices,
  ) {}

  async execute(
    { priceListId, version: number, page, partPrices }: SetPartPricesRequest,
    { now }: Call,
  ): Promise<SetPartPricesResponse> {
    const prices = { page, partPrices };
    const [version, elsewhere] = await Promise.all([
      this.versions.getOf(undefined, priceListId, number),
      this.partPrices.onOtherPages(priceListId, number, prices),
    ]);
    version.setPartPrices(prices, elsewhere, now);
    this.partPrices.setPage(version, prices);
    return { priceListId, version: number, partPages: version.pages.length, parts: version.parts };
  }
}
