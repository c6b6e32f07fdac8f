import { defineEntity, p } from '@mikro-orm/postgresql';
import { NotFound } from '@waystation/model';
import { mapping, Store } from '@waystation/store';
import { PriceListVersion, priceListVersionSteps } from '../model/price-list-version.ts';

const labourRate = defineEntity({
  name: 'LabourRate',
  embeddable: true,
  properties: { workKind: p.string(), perHourMinor: p.bigint(), taxCategory: p.string(), withdrawn: p.boolean() },
});

const fee = defineEntity({
  name: 'Fee',
  embeddable: true,
  properties: {
    code: p.string(),
    amountMinor: p.bigint(),
    taxCategory: p.string(),
    descriptionEn: p.string(),
    descriptionZh: p.string(),
    withdrawn: p.boolean(),
  },
});

const taxCategory = defineEntity({
  name: 'TaxCategory',
  embeddable: true,
  properties: { code: p.string(), ratePercent: p.string() },
});

export const priceListVersionMapping = mapping(PriceListVersion, {
  table: 'price_list_version',
  subject: 'price list version',
  network: true,
  // Clients may set several pages of a draft at once.
  lock: true,
  steps: { table: priceListVersionSteps, initial: 'draft' },
  constraints: { price_list_version_once: 'VERSION_ALREADY_DRAFTED' },
  embeds: [labourRate, fee, taxCategory],
  properties: (p) => ({
    ofStation: p.uuid().nullable(),
    priceListId: p.uuid(),
    number: p.integer(),
    validFrom: p.datetime().nullable(),
    currency: p.text(),
    jurisdiction: p.text(),
    labourRates: p.embedded(labourRate).array(),
    fees: p.embedded(fee).array(),
    taxCategories: p.embedded(taxCategory).array(),
    pages: p.json<PriceListVersion['pages']>(),
  }),
});

export class PriceListVersions extends Store.of(priceListVersionMapping) {
  /** Version, draft or published. @param stationId owner of the list; undefined for the network */
  async findOf(
    stationId: string | undefined,
    priceListId: string,
    number: number,
  ): Promise<PriceListVersion | undefined> {
    const found = await this.findBy({ priceListId, number });
    return found && (found.ofStation ?? undefined) === stationId ? found : undefined;
  }

  /** @throws NotFound for an unknown version, and for one of another owner */
  async getOf(stationId: string | undefined, priceListId: string, number: number): Promise<PriceListVersion> {
    const found = await this.findOf(stationId, priceListId, number);
    if (!found) throw new NotFound('price list version', `${priceListId}:${number}`);
    return found;
  }
}
