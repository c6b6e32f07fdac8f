import { startTestService } from '@waystation/testing';
import { NetworkModule } from '../network.module.ts';
import { ListForms } from '../queries/list-forms.ts';
import { ListLabourOperations } from '../queries/list-labour-operations.ts';
import { ListPriceLists } from '../queries/list-price-lists.ts';
import { aStation } from '../testing/a-station.ts';
import { hour, ids } from '../testing/ids.ts';
import {
  aForm,
  aLabourOperation,
  aPriceList,
  aStationPriceList,
  brakes,
  checkSheet,
  prices,
} from '../testing/publications.ts';
import { PublishForm } from './publish-form.ts';
import { PublishLabourOperations } from './publish-labour-operations.ts';
import { PublishPriceList } from './publish-price-list.ts';
import { PublishStationLabourOperations } from './publish-station-labour-operations.ts';
import { PublishStationPriceList } from './publish-station-price-list.ts';

const network = await startTestService(NetworkModule);
const { given, stationA, stationB } = network;
const { networkAdmin: admin, manager, technician } = network.actors;
const { priceListId } = { priceListId: ids.priceList };

describe('prices', () => {
  it('are published in versions that only rise', async () => {
    await given(aPriceList())
      .when(PublishPriceList, { priceListId, version: 2, from: hour(24), ...prices }, { by: admin })
      .thenPublished('PriceListState', {
        key: `${priceListId}:2`,
        version: 2,
        from: hour(24),
        stationId: '',
        ...prices,
      })
      .andTook(2);
    await network.reset();
    await given(aPriceList())
      .when(PublishPriceList, { priceListId, version: 1, ...prices }, { by: admin })
      .thenRefused('VERSION_NOT_NEWER')
      .andNothingWasPublished();
  });

  it('are published once, however many publish a version at once', async () => {
    await network.arrange(aPriceList());
    const request = { priceListId, version: 2, ...prices };
    const told = await Promise.allSettled([1, 2, 3].map(() => network.run(PublishPriceList, request, { by: admin })));
    expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await network.events()).toHaveLength(1);
  });

  it('are never negative', async () => {
    const partPrices = [{ partNumber: 'P-1', perUnitMinor: -1n, taxCategory: 'VAT13' }];
    await given()
      .when(PublishPriceList, { version: 1, ...prices, partPrices }, { by: admin })
      .thenInvalid('part_prices[0].per_unit_minor');
  });

  it('of a station are its own, in its own money', async () => {
    await given(aStation())
      .when(PublishStationPriceList, { version: 1, ...prices }, { by: manager })
      .thenPublished('PriceListState', { stationId: stationA.id, version: 1 });
    await network.reset();
    await given(aStation().being({ currency: 'EUR', jurisdiction: 'DE' }))
      .when(PublishStationPriceList, { version: 1, ...prices }, { by: manager })
      .thenRefused('CURRENCY_DIFFERS');
  });

  it('of a station can be published by nobody else', async () => {
    const next = { priceListId, version: 2, ...prices };
    await given(aStation(), aStationPriceList())
      .when(PublishStationPriceList, next, { by: stationB.staff.manager })
      .thenNotFound('PRICE_LIST_NOT_FOUND');
    await network.reset();
    await given(aStation(), aStationPriceList())
      .when(PublishPriceList, next, { by: admin })
      .thenNotFound('PRICE_LIST_NOT_FOUND');
    await network.reset();
    await given(aStation(), aPriceList())
      .when(PublishStationPriceList, next, { by: manager })
      .thenNotFound('PRICE_LIST_NOT_FOUND');
  });

  it('are listed newest first: those of the network and the own', async () => {
    await network.arrange(aStation(), aPriceList());
    await network.run(PublishPriceList, { priceListId, version: 2, ...prices }, { by: admin });
    await network.run(PublishStationPriceList, { version: 1, ...prices }, { by: manager });
    await network.run(PublishStationPriceList, { version: 1, ...prices }, { by: stationB.staff.manager });
    const { priceLists } = await network.run(ListPriceLists, {}, { by: technician });
    expect(priceLists.map(({ version, stationId }) => [version, stationId])).toEqual([
      [1, stationA.id],
      [2, ''],
      [1, ''],
    ]);
    expect(priceLists[0]).toMatchObject(prices);
  });
});

describe('labour operations', () => {
  it('are published as a list', async () => {
    const lining = { ...brakes, operation: '013-001-018/1' };
    await given(aLabourOperation())
      .when(PublishLabourOperations, { version: 2, operations: [brakes, lining] }, { by: admin })
      .thenAnswered({ version: 2, published: 2 })
      .andPublished('LabourOperationState', { key: '013-001-017/2:2', ...brakes })
      .andPublished('LabourOperationState', { key: '013-001-018/1:2', operation: '013-001-018/1' });
  });

  it('are refused as a list, if one of them is not newer', async () => {
    const operations = [{ ...brakes, operation: '013-001-018/1' }, brakes];
    await given(aLabourOperation())
      .when(PublishLabourOperations, { version: 1, operations }, { by: admin })
      .thenRefused('VERSION_NOT_NEWER')
      .andNothingWasPublished();
  });

  it('have hours of a station beside those of the maker', async () => {
    const hours = [{ operation: brakes.operation, labourMinutes: 75 }];
    await given(aStation(), aLabourOperation())
      .when(PublishStationLabourOperations, { version: 1, hours }, { by: manager })
      .thenPublished('LabourOperationState', {
        key: `${stationA.id}:${brakes.operation}:1`,
        stationId: stationA.id,
        labourMinutes: 75,
        skill: 'brakes',
      });
    const minutes = async (by: typeof manager) =>
      (await network.run(ListLabourOperations, {}, { by })).operations.map(({ operation }) => operation!.labourMinutes);
    expect(await minutes(manager)).toEqual([90, 75]);
    expect(await minutes(stationB.staff.manager)).toEqual([90]);
  });

  it('have no hours of a station where the maker knows none', async () => {
    const hours = [{ operation: brakes.operation, labourMinutes: 75 }];
    await given(aStation())
      .when(PublishStationLabourOperations, { version: 1, hours }, { by: manager })
      .thenRefused('OPERATIONS_UNKNOWN');
  });
});

describe('forms', () => {
  it('are published in versions', async () => {
    await given(aForm())
      .when(PublishForm, { formId: ids.form, version: 2, ...checkSheet }, { by: admin })
      .thenPublished('FormState', { key: `${ids.form}:2`, ...checkSheet });
    const { forms } = await network.run(ListForms, { kind: 'check_sheet' }, { by: technician });
    expect(forms).toMatchObject([
      { formId: ids.form, version: 2, ...checkSheet },
      { formId: ids.form, version: 1 },
    ]);
  });

  it('stay of one kind', async () => {
    await given(aForm())
      .when(PublishForm, { formId: ids.form, version: 2, ...checkSheet, kind: 'survey' }, { by: admin })
      .thenRefused('FORM_KIND_DIFFERS');
  });
});
