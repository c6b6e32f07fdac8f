import { startTestService } from '@waystation/testing';
import { hour } from '@waystation/testing/model';
import { NetworkModule } from '../network.module.ts';
import { ListCodeLists } from '../queries/list-code-lists.ts';
import { ListForms } from '../queries/list-forms.ts';
import { ListLabourOperations } from '../queries/list-labour-operations.ts';
import { ListPartPrices } from '../queries/list-part-prices.ts';
import { ListPriceLists } from '../queries/list-price-lists.ts';
import { aStation } from '../../testing/a-station.ts';
import { ids } from '../../testing/ids.ts';
import {
  aCodeList,
  aForm,
  aLabourOperation,
  aPriceList,
  brakes,
  causes,
  checkSheet,
  partPricesOf,
  prices,
} from '../../testing/publications.ts';
import { DraftPriceList } from './draft-price-list.ts';
import { DraftStationPriceList } from './draft-station-price-list.ts';
import { PublishCodeList } from './publish-code-list.ts';
import { PublishForm } from './publish-form.ts';
import { PublishLabourOperations } from './publish-labour-operations.ts';
import { PublishPriceList } from './publish-price-list.ts';
import { PublishStationLabourOperations } from './publish-station-labour-operations.ts';
import { PublishStationPriceList } from './publish-station-price-list.ts';
import { SetPartPrices } from './set-part-prices.ts';
import { SetStationPartPrices } from './set-station-part-prices.ts';

const network = await startTestService(NetworkModule);
const { given, stationA, stationB } = network;
const { networkAdmin: admin, manager, technician } = network.actors;
const priceListId = ids.priceList;

describe('Price lists', () => {
  it('are drafted without an event, and published in rising versions', async () => {
    await given(aPriceList())
      .when(DraftPriceList, { priceListId, version: 2, ...prices }, { by: admin })
      .thenAnswered({ priceListId, version: 2 })
      .andNothingWasPublished();
    const { currency, jurisdiction, labourRates, fees, taxCategories } = prices;
    await network.reset();
    await given(aPriceList().withDraft())
      .when(PublishPriceList, { priceListId, version: 2, from: hour(24) }, { by: admin })
      .thenPublished('PriceListState', {
        key: `${priceListId}:2`,
        version: 2,
        from: hour(24),
        stationId: '',
        ...{ currency, jurisdiction, labourRates, fees, taxCategories },
        partPages: 0,
        parts: 0,
      })
      .andTook(2);
    await network.reset();
    await given(aPriceList())
      .when(DraftPriceList, { priceListId, version: 1, ...prices }, { by: admin })
      .thenRefused('VERSION_NOT_NEWER');
  });

  it('are published once when several steps publish the same version at once', async () => {
    await network.arrange(aPriceList().withDraft());
    const request = { priceListId, version: 2 };
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => network.run(PublishPriceList, request, { by: admin })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await network.events()).toHaveLength(1);
  });

  it('are refused in an unknown currency', async () => {
    await given()
      .when(DraftPriceList, { version: 1, ...prices, currency: 'RMB' }, { by: admin })
      .thenInvalid('currency');
  });

  it('of a station carry its id and must be in its currency', async () => {
    await given(aStation(), aPriceList().inDraft().ofStation())
      .when(PublishStationPriceList, { priceListId, version: 1 }, { by: manager })
      .thenPublished('PriceListState', { stationId: stationA.id, version: 1 });
    await network.reset();
    await given(aStation().withFacts({ currency: 'EUR', jurisdiction: 'DE' }))
      .when(DraftStationPriceList, { version: 1, ...prices }, { by: manager })
      .thenRefused('CURRENCY_DIFFERS');
  });

  it('of a station can be drafted, filled and published only by that station', async () => {
    const steps = [
      [DraftPriceList, DraftStationPriceList, { priceListId, version: 2, ...prices }, 'PRICE_LIST_NOT_FOUND'],
      [
        SetPartPrices,
        SetStationPartPrices,
        { priceListId, version: 2, page: 1, partPrices: partPricesOf('P-1') },
        'PRICE_LIST_VERSION_NOT_FOUND',
      ],
      [PublishPriceList, PublishStationPriceList, { priceListId, version: 2 }, 'PRICE_LIST_NOT_FOUND'],
    ] as const;
    const ofStation = [aStation(), aPriceList().withDraft().ofStation()];
    for (const [ofNetwork, ofOne, request, reason] of steps) {
      await given(...ofStation)
        .when(ofOne, request, { by: stationB.staff.manager })
        .thenNotFound(reason);
      await network.reset();
      await given(...ofStation)
        .when(ofNetwork, request, { by: admin })
        .thenNotFound(reason);
      await network.reset();
      await given(aStation(), aPriceList().withDraft()).when(ofOne, request, { by: manager }).thenNotFound(reason);
      await network.reset();
    }
  });

  it("are listed newest first, the network's and the station's own, without drafts", async () => {
    await network.arrange(aStation(), aPriceList().withDraft());
    const publishAt = async (by: typeof manager) => {
      const { priceListId: id } = await network.run(DraftStationPriceList, { version: 1, ...prices }, { by });
      await network.run(PublishStationPriceList, { priceListId: id, version: 1 }, { by });
      await network.run(DraftStationPriceList, { priceListId: id, version: 2, ...prices }, { by });
    };
    await publishAt(manager);
    await publishAt(stationB.staff.manager);
    const { priceLists } = await network.run(ListPriceLists, {}, { by: technician });
    expect(priceLists.map(({ version, stationId }) => [version, stationId])).toEqual([
      [1, stationA.id],
      [1, ''],
    ]);
    expect(priceLists[0]).toMatchObject({ ...prices, parts: 0 });
  });
});

describe('Part prices', () => {
  const draft = { priceListId, version: 2 };
  const pageOf = (page: number, ...partNumbers: string[]) => ({
    ...draft,
    page,
    partPrices: partPricesOf(...partNumbers),
  });
  const set = (page: number, ...partNumbers: string[]) =>
    network.run(SetPartPrices, pageOf(page, ...partNumbers), { by: admin });
  const listed = async (fields: object = {}) =>
    (await network.run(ListPartPrices, { ...draft, ...fields }, { by: technician })).partPrices.map(
      ({ partNumber }) => partNumber,
    );

  it('are set page by page, and a page that is set again is replaced', async () => {
    await network.arrange(aPriceList().withDraft());
    await set(2, 'P-3', 'P-4');
    expect(await set(1, 'P-1', 'P-2')).toMatchObject({ partPages: 2, parts: 4 });
    expect(await set(2, 'P-5', 'P-3', 'P-6')).toMatchObject({ partPages: 2, parts: 5 });
    await network.run(PublishPriceList, { ...draft, partPages: 2 }, { by: admin });
    const published = (await network.events()).map(({ name, fields }) => [name, fields]);
    expect(published).toMatchObject([
      ['PartPricesState', { key: `${priceListId}:2:1`, page: 1, partPrices: partPricesOf('P-1', 'P-2') }],
      ['PartPricesState', { key: `${priceListId}:2:2`, page: 2, partPrices: partPricesOf('P-5', 'P-3', 'P-6') }],
      ['PriceListState', { key: `${priceListId}:2`, partPages: 2, parts: 5 }],
    ]);
    expect(await listed()).toEqual(['P-1', 'P-2', 'P-5', 'P-3', 'P-6']);
    expect(await listed({ partNumber: 'P-3' })).toEqual(['P-3']);
    const first = await network.run(ListPartPrices, { ...draft, pageSize: 3 }, { by: technician });
    expect(await listed({ pageSize: 3, pageToken: first.nextPageToken })).toEqual(['P-3', 'P-6']);
  });

  it('name each wrong line, and allow a part on one page only', async () => {
    await network.arrange(aPriceList().withDraft());
    await set(1, 'P-1', 'P-2');
    await given()
      .when(SetPartPrices, pageOf(2, 'P-3', 'P-2'), { by: admin })
      .thenInvalid('part_prices[1]')
      .andRefused('PRICE_LISTED_ON_OTHER_PAGE');
    await set(1, 'P-1');
    expect(await set(2, 'P-3', 'P-2')).toMatchObject({ partPages: 2, parts: 3 });
  });

  it('can be set in several pages at once', async () => {
    await network.arrange(aPriceList().withDraft());
    await Promise.all([1, 2, 3, 4, 5, 6].map((page) => set(page, `P-${page}`)));
    expect(await set(1, 'P-1')).toMatchObject({ partPages: 6, parts: 6 });
  });

  it('are published only with all their pages', async () => {
    await network.arrange(aPriceList().withDraft());
    await set(1, 'P-1');
    await set(3, 'P-3');
    const publish = (partPages: number) => given().when(PublishPriceList, { ...draft, partPages }, { by: admin });
    await publish(3)
      .thenRefused('PART_PAGES_MISSING')
      .and(({ error }) => expect(error).toMatchObject({ metadata: { pages: '2' } }));
    await publish(1)
      .thenRefused('PART_PAGES_NOT_PUBLISHED')
      .and(({ error }) => expect(error).toMatchObject({ metadata: { pages: '3' } }));
    expect(await network.events()).toEqual([]);
    await set(2, 'P-2');
    await publish(3).thenAnswered({ parts: 3 });
  });

  it('are dropped when the version is drafted again, and never change once published', async () => {
    await network.arrange(aPriceList().withDraft());
    await set(1, 'P-1');
    await network.run(DraftPriceList, { ...draft, ...prices }, { by: admin });
    await set(2, 'P-1');
    await set(1, 'P-2');
    await network.run(PublishPriceList, { ...draft, partPages: 2 }, { by: admin });
    await given().when(SetPartPrices, pageOf(1, 'P-9'), { by: admin }).thenRefused('VERSION_PUBLISHED');
    const app = await network.database.database.app.connect();
    try {
      expect((await app.query('delete from part_price')).rowCount).toBe(0);
      const more = `insert into part_price select price_list_version_id, null, 3, 1, 'P-9', 1, 'VAT13', false from part_price`;
      await expect(app.query(more)).rejects.toMatchObject({ code: '42501' });
      await expect(app.query('update part_price set per_unit_minor = 1')).rejects.toMatchObject({ code: '42501' });
    } finally {
      app.release();
    }
  });

  it('can be imported and published with 50,000 parts in a version', async () => {
    await network.arrange(aPriceList().withDraft());
    const parts = Array.from({ length: 50_000 }, (_, index) => `A ${String(index).padStart(9, '0')}`);
    const began = performance.now();
    for (let page = 1; page <= 100; page += 1) await set(page, ...parts.slice((page - 1) * 500, page * 500));
    const imported = performance.now();
    const published = await network.run(PublishPriceList, { ...draft, partPages: 100 }, { by: admin });
    const ended = performance.now();

    expect(published).toMatchObject({ parts: 50_000 });
    const rows = await network.database.rows<{ messages: number; parts: number; bytes: number }>(
      `select count(*)::int as messages, sum(jsonb_array_length(payload::jsonb -> 'partPrices'))::int as parts,
         max(length(payload) + length(headers))::int as bytes
       from outbox where topic = 'network.part-price.state.v1'`,
    );
    expect(rows).toMatchObject([{ messages: 100, parts: 50_000 }]);
    expect(rows[0]!.bytes).toBeLessThan(65_536);
    // Takes a few seconds on an idle machine.
    expect(imported - began).toBeLessThan(60_000);
    expect(ended - imported).toBeLessThan(10_000);
  }, 120_000);
});

describe('Labour operations', () => {
  it('are published as a list', async () => {
    const lining = { ...brakes, operation: '013-001-018/1' };
    await given(aLabourOperation())
      .when(PublishLabourOperations, { version: 2, operations: [brakes, lining] }, { by: admin })
      .thenAnswered({ version: 2, published: 2 })
      .andPublished('LabourOperationState', { key: '013-001-017/2:2', ...brakes })
      .andPublished('LabourOperationState', { key: '013-001-018/1:2', operation: '013-001-018/1' });
  });

  it('are refused as a whole list if one of them is not newer', async () => {
    const operations = [{ ...brakes, operation: '013-001-018/1' }, brakes];
    await given(aLabourOperation())
      .when(PublishLabourOperations, { version: 1, operations }, { by: admin })
      .thenRefused('VERSION_NOT_NEWER')
      .andNothingWasPublished();
  });

  it('can have labour times of a station beside those of the manufacturer', async () => {
    const labourTimes = [{ operation: brakes.operation, labourMinutes: 75 }];
    await given(aStation(), aLabourOperation())
      .when(PublishStationLabourOperations, { version: 1, labourTimes }, { by: manager })
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

  it('are refused for a station if the manufacturer has not published them', async () => {
    const labourTimes = [{ operation: brakes.operation, labourMinutes: 75 }];
    await given(aStation())
      .when(PublishStationLabourOperations, { version: 1, labourTimes }, { by: manager })
      .thenRefused('OPERATIONS_UNKNOWN');
  });
});

describe('Forms', () => {
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

  it('are refused with another kind than before', async () => {
    await given(aForm())
      .when(PublishForm, { formId: ids.form, version: 2, ...checkSheet, kind: 'survey' }, { by: admin })
      .thenRefused('FORM_KIND_DIFFERS');
  });
});

describe('Code lists', () => {
  it('are published by kind, and each version replaces the previous one', async () => {
    await given(aCodeList())
      .when(PublishCodeList, { kind: 'cause', version: 2, entries: causes }, { by: admin })
      .thenPublished('CodeListState', { kind: 'cause', version: 2, entries: causes });
    const { lists } = await network.run(ListCodeLists, {}, { by: technician });
    expect(lists).toMatchObject([{ kind: 'cause', version: 2, entries: causes }]);
  });

  it('are refused if the version is not newer or lacks an earlier code', async () => {
    await given(aCodeList())
      .when(PublishCodeList, { kind: 'cause', version: 1, entries: causes }, { by: admin })
      .thenRefused('VERSION_NOT_NEWER');
    await given()
      .when(PublishCodeList, { kind: 'cause', version: 2, entries: causes.slice(0, 1) }, { by: admin })
      .thenInvalid('entries');
  });

  it('are refused for an unknown kind', async () => {
    await given()
      .when(PublishCodeList, { kind: 'colour', version: 1, entries: causes }, { by: admin })
      .thenInvalid('kind');
  });

  it('limit the skills, tools and tax categories of other publications', async () => {
    await network.keepCodes('skill', { electrics: ['Electrics', '电气'] });
    await network.keepCodes('tool', { 'T-31-02': ['Battery tester', '蓄电池检测仪'] });
    await network.keepCodes('tax_category', { VAT13: ['VAT', '增值税'] });
    await given()
      .when(PublishLabourOperations, { version: 1, operations: [brakes] }, { by: admin })
      .thenInvalid('operations[0].skill', ...brakes.tools.map((_, index) => `operations[0].tools[${index}]`));
    await given()
      .when(DraftPriceList, { version: 1, ...prices }, { by: admin })
      .thenInvalid('tax_categories[1].code');
  });
});
