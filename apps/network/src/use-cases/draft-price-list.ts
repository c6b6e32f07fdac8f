import { UseCase, type Call } from '@waystation/call';
import type { DraftPriceListRequest, DraftPriceListResponse } from '@waystation/contracts/network/v1/service';
import { PriceList } from '../model/price-list.ts';
import { PriceListVersion } from '../model/price-list-version.ts';
import { PartPrices } from '../store/part-prices.ts';
import { PriceLists } from '../store/price-list.mapping.ts';
import { PriceListVersions } from '../store/price-list-version.mapping.ts';

@UseCase()
export class DraftPriceList {
  constructor(
    private readonly lists: PriceLists,
    private readonly versions: PriceListVersions,
    private readonly partPrices: PartPrices,
  ) {}

  async execute(
    { priceListId, version, ...prices }: DraftPriceListRequest,
    { now, newId }: Call,
  ): Promise<DraftPriceListResponse> {
    const [known, draft] = priceListId
      ? await Promise.all([
          this.lists.getOf(undefined, priceListId),
          this.versions.findOf(undefined, priceListId, version),
        ])
      : [];
    const list = known ?? PriceList.open(newId(), prices);
    if (!known) this.lists.add(list);
    list.mustAccept(version, prices);
    if (draft) {
      draft.redraft(prices, now);
      this.partPrices.dropPages(draft);
    } else this.versions.add(PriceListVersion.draft(newId(), list, version, prices));
    return { priceListId: list.id, version };
  }
}
