import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import { PriceListVersion } from '../model/price-list.ts';

const labourRate = defineEntity({
  name: 'LabourRate',
  embeddable: true,
  properties: { workKind: p.string(), perHourMinor: p.bigint(), taxCategory: p.string() },
});

const partPrice = defineEntity({
  name: 'PartPrice',
  embeddable: true,
  properties: { partNumber: p.string(), perUnitMinor: p.bigint(), taxCategory: p.string() },
});

const fee = defineEntity({
  name: 'Fee',
  embeddable: true,
  properties: {
    code: p.string(),
    amountMinor: p.bigint(),
    taxCategory: p.string(),
    wordsEn: p.string(),
    wordsZh: p.string(),
  },
});

const taxCategory = defineEntity({
  name: 'TaxCategory',
  embeddable: true,
  properties: { code: p.string(), basisPoints: p.integer() },
});

export const priceListVersionMapping = mapping(PriceListVersion, {
  table: 'price_list_version',
  subject: 'price list version',
  network: true,
  constraints: { price_list_version_once: 'VERSION_NOT_NEWER' },
  embeds: [labourRate, partPrice, fee, taxCategory],
  properties: (p) => ({
    id: p.uuid().primary(),
    ofStation: p.uuid().nullable(),
    version: p.integer(),
    priceListId: p.uuid(),
    number: p.integer(),
    validFrom: p.datetime(),
    currency: p.string(),
    jurisdiction: p.string(),
    labourRates: p.embedded(labourRate).array(),
    partPrices: p.embedded(partPrice).array(),
    fees: p.embedded(fee).array(),
    taxCategories: p.embedded(taxCategory).array(),
  }),
});

export class PriceListVersions extends Store.of(priceListVersionMapping) {}
