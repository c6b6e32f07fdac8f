import type { Actor } from '@waystation/call';
import { accessMatrixOf, describeService, startTestService, type Samples } from '@waystation/testing';
import { hour } from '@waystation/testing/model';
import { NetworkModule } from './network.module.ts';
import { anApplication, aRegion, aStationClass, submission, needs, scoresOf } from '../testing/an-application.ts';
import { aStation, stationFacts } from '../testing/a-station.ts';
import { ids } from '../testing/ids.ts';
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
  setting,
} from '../testing/publications.ts';
import { aRegionalManager, someStaff } from '../testing/some-staff.ts';
import { CloseStation } from './use-cases/close-station.ts';
import { ReopenStation } from './use-cases/reopen-station.ts';
import { SuspendStation } from './use-cases/suspend-station.ts';

const network = await startTestService(NetworkModule);
const { networkAdmin: admin, regionalManager, manager } = network.actors;
const adminAtStation: Actor = { ...admin, stationId: network.stationA.id };
const applicant: Actor = { kind: 'staff', id: ids.applicant, roles: ['APPLICANT'] };

const directory = [aRegion(), aStationClass()];
const tuesday = { weekday: 2, opens: '08:00', closes: '18:00' };
const hours = {
  openingHours: [tuesday],
  closedOn: ['2026-05-01'],
  reservedForAppointmentsPercent: 60,
  reservedUntilHour: 10,
};
const inAStation = { by: manager, given: [aStation()] };

const firstVersion = { priceListId: ids.priceList, version: 1 };

const steps: Samples['steps'] = {
  DefineRegion: { request: { name: 'West' }, by: admin },
  DefineStationClass: { request: { stationClass: needs }, by: admin },
  SubmitApplication: {
    given: directory,
    request: { ...submission, stationClassId: ids.stationClass },
    by: applicant,
  },
  ScheduleSiteVisit: {
    given: [anApplication()],
    request: { applicationId: ids.application, visitAt: hour(48) },
    by: regionalManager,
  },
  ScoreApplication: {
    given: [anApplication().visitScheduled()],
    request: { applicationId: ids.application, scores: scoresOf(anApplication().build(), 'ground') },
    by: regionalManager,
  },
  AuthoriseStation: {
    given: [anApplication().scored()],
    request: { applicationId: ids.application, ...stationFacts },
    by: admin,
  },
  RejectApplication: {
    given: [anApplication()],
    request: { applicationId: ids.application, reason: 'region_covered', remarks: 'There is one already' },
    by: admin,
  },
  SuspendStation: { given: [aStation()], request: { reason: 'audit', remarks: 'Papers' }, by: adminAtStation },
  ReopenStation: { given: [aStation().suspended()], request: {}, by: adminAtStation },
  CloseStation: { given: [aStation()], request: { reason: 'request', remarks: 'Retires' }, by: adminAtStation },
  DefineBay: { ...inAStation, request: { name: 'Bay 1', kind: 'repair' } },
  SetOpeningHours: { ...inAStation, request: hours },
  RegisterStaff: { ...inAStation, request: { displayName: 'Anna Weber', roles: [{ role: 'TECHNICIAN' }] } },
  GrantRole: { given: [someStaff()], request: { staffId: ids.anna, role: { role: 'WORKSHOP_LEAD' } }, by: manager },
  RecordQualification: { given: [someStaff()], request: { staffId: ids.anna, skill: 'brakes' }, by: manager },
  SetRoster: {
    given: [someStaff()],
    request: { staffId: ids.anna, from: hour(0), until: hour(24), shifts: [{ startsAt: hour(0), endsAt: hour(8) }] },
    by: manager,
  },
  ReleaseStaff: { given: [someStaff()], request: { staffId: ids.anna }, by: manager },
  RegisterNetworkStaff: {
    given: [aRegion()],
    request: { displayName: 'Sun Hao', roles: [{ role: 'REGIONAL_MANAGER' }], regionIds: [ids.region] },
    by: admin,
  },
  GrantNetworkRole: {
    given: [aRegion(), aRegionalManager()],
    request: { staffId: ids.boris, role: { role: 'NETWORK_ANALYST' }, regionIds: [ids.region] },
    by: admin,
  },
  DraftPriceList: { request: { version: 1, ...prices }, by: admin },
  SetPartPrices: {
    given: [aPriceList().inDraft()],
    request: { ...firstVersion, page: 1, partPrices: partPricesOf('P-1', 'P-2') },
    by: admin,
  },
  PublishPriceList: { given: [aPriceList().inDraft()], request: firstVersion, by: admin },
  DraftStationPriceList: { ...inAStation, request: { version: 1, ...prices } },
  SetStationPartPrices: {
    given: [aStation(), aPriceList().inDraft().ofStation()],
    request: { ...firstVersion, page: 1, partPrices: partPricesOf('P-1', 'P-2') },
    by: manager,
  },
  PublishStationPriceList: {
    given: [aStation(), aPriceList().inDraft().ofStation()],
    request: firstVersion,
    by: manager,
  },
  PublishLabourOperations: { request: { version: 1, operations: [brakes] }, by: admin },
  PublishStationLabourOperations: {
    given: [aStation(), aLabourOperation()],
    request: { version: 1, labourTimes: [{ operation: brakes.operation, labourMinutes: 75 }] },
    by: manager,
  },
  PublishForm: { request: { version: 1, ...checkSheet }, by: admin },
  PublishCodeList: { request: { kind: 'cause', version: 1, entries: causes }, by: admin },
  PublishStandard: { given: [aStation()], request: { version: 1, rules: [setting('REC-D05')] }, by: admin },
  PublishStationStandard: { ...inAStation, request: { version: 1, rules: [setting('REC-D05', { mode: 'block' })] } },
};

const queries: Samples['queries'] = {
  ListRegions: { given: [aRegion()], request: {}, by: manager },
  ListStationClasses: { given: [aStationClass()], request: {}, by: applicant },
  ListPublicStationClasses: {
    given: [aStationClass()],
    request: {},
    by: { kind: 'machine', id: 'gateway', roles: [] },
    service: 'gateway',
  },
  ListApplications: { given: [anApplication()], request: {}, by: admin },
  ListStations: { given: [aStation()], request: {}, by: manager },
  GetStation: { given: [aStation().withBay()], request: {}, by: manager },
  ListStaff: { given: [someStaff()], request: {}, by: manager },
  ListNetworkStaff: { given: [aRegionalManager()], request: {}, by: admin },
  ListPriceLists: { given: [aPriceList().ofStation()], request: {}, by: manager },
  ListPartPrices: { given: [aPriceList().ofStation()], request: firstVersion, by: manager },
  ListLabourOperations: { given: [aLabourOperation()], request: {}, by: manager },
  ListForms: { given: [aForm()], request: {}, by: manager },
  ListCodeLists: { given: [aCodeList()], request: {}, by: manager },
  GetStandard: { given: [aStation()], request: {}, by: manager },
};

describeService(network, { steps, queries });

/** Runs a statement as the database role of steps. @returns number of rows, or `refused` */
async function asApp(station: string, text: string): Promise<number | 'refused'> {
  const client = await network.database.database.app.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.station', $1, true)`, [station]);
    return await client.query(text).then(
      ({ rowCount }) => rowCount ?? 0,
      (error: unknown) => {
        expect(error).toMatchObject({ code: '42501' });
        return 'refused';
      },
    );
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('A network administrator at a station', () => {
  it('may not suspend, close or reopen another station', async () => {
    const stationId = network.stationB.id;
    const audit = { stationId, reason: 'audit', remarks: 'Papers' };
    const by = adminAtStation;
    await network.given(aStation()).when(SuspendStation, audit, { by }).thenNotAllowed('OTHER_STATION');
    await network.given().when(CloseStation, audit, { by }).thenNotAllowed('OTHER_STATION');
    await network.given().when(ReopenStation, { stationId }, { by }).thenNotAllowed('OTHER_STATION');
  });
});

describe('A table shared by network and stations', () => {
  const { stationA, stationB } = network;

  it('lets a station read its own rows and those of the network, and write only its own', async () => {
    await network.arrange(aStation(), aPriceList().ofStation(), aPriceListOfNetwork());
    expect(await asApp('', 'select 1 from price_list')).toBe(3);
    expect(await asApp(stationA.id, 'select 1 from price_list')).toBe(2);
    expect(await asApp(stationA.id, `update price_list set currency = 'EUR' where of_station = '${stationB.id}'`)).toBe(
      0,
    );
    expect(await asApp(stationA.id, `update price_list set currency = 'EUR' where of_station = '${stationA.id}'`)).toBe(
      1,
    );
    expect(await asApp(stationA.id, `update price_list set currency = 'EUR' where of_station is null`)).toBe('refused');
    expect(await asApp(stationA.id, `update price_list set of_station = '${stationB.id}'`)).toBe('refused');
    expect(await asApp(stationA.id, 'delete from price_list')).toBe('refused');
    expect(await asApp(stationB.id, `update station set name = 'mine' where id = '${stationA.id}'`)).toBe(0);
  });

  it('lets stations read regions but not applications, and write neither', async () => {
    await network.arrange(aRegion(), anApplication());
    expect(await asApp(stationA.id, 'select 1 from region')).toBe(1);
    expect(await asApp(stationA.id, `update region set name = 'mine'`)).toBe('refused');
    expect(await asApp('', `update region set name = 'East Coast'`)).toBe(1);
    expect(await asApp(stationA.id, 'select 1 from application')).toBe(0);
    expect(await asApp(stationA.id, `update application set status = 'authorised'`)).toBe(0);
    expect(await asApp('', 'select 1 from application')).toBe(1);
  });

  it('lets a caller without a station create timers of stations only through leave_to_stations', async () => {
    await network.arrange(aStation());
    const timer = `insert into timer (station_id, step, subject_id, id, due_at)
      values ('${stationA.id}', 'AdoptStandard', '${stationA.id}', gen_random_uuid(), now())`;
    expect(await asApp('', timer)).toBe('refused');
    const nil = '00000000-0000-0000-0000-000000000000';
    expect(await asApp('', `select leave_to_stations('AdoptStandard', '${nil}', '${nil}', now())`)).toBe(1);
  });
});

/** Price list of the network, with other ids than the list of the station. */
function aPriceListOfNetwork() {
  return {
    build: () => {
      const [list, version] = aPriceList().build() as unknown as [{ id: string }, { id: string; priceListId: string }];
      list.id = version.priceListId = ids.form;
      version.id = ids.otherVersion;
      return [list, version];
    },
  };
}

describe('Access to network', () => {
  it('is granted as declared in the proto', () => {
    const rows = accessMatrixOf(NetworkModule).map(({ rpc, kind, scope, roles, callers }) => {
      const may = Object.keys(roles).filter((role) => roles[role]);
      return [kind, scope, rpc.split('/')[1], may.length > 4 ? `${may.length} roles` : may.join(' '), ...callers].join(
        ' ',
      );
    });
    expect(rows.filter((row) => row.startsWith('step'))).toEqual([
      'step NETWORK DefineRegion NETWORK_ADMIN',
      'step NETWORK DefineStationClass NETWORK_ADMIN',
      'step NETWORK SubmitApplication NETWORK_ADMIN APPLICANT',
      'step NETWORK ScheduleSiteVisit REGIONAL_MANAGER',
      'step NETWORK ScoreApplication REGIONAL_MANAGER',
      'step NETWORK AuthoriseStation NETWORK_ADMIN',
      'step NETWORK RejectApplication NETWORK_ADMIN',
      'step STATION SuspendStation NETWORK_ADMIN',
      'step STATION ReopenStation NETWORK_ADMIN',
      'step STATION CloseStation NETWORK_ADMIN',
      ...[
        'DefineBay',
        'SetOpeningHours',
        'RegisterStaff',
        'GrantRole',
        'RecordQualification',
        'SetRoster',
        'ReleaseStaff',
      ].map((step) => `step STATION ${step} AFTER_SALES_MANAGER NETWORK_ADMIN`),
      'step NETWORK RegisterNetworkStaff NETWORK_ADMIN',
      'step NETWORK GrantNetworkRole NETWORK_ADMIN',
      'step NETWORK DraftPriceList NETWORK_ADMIN',
      'step NETWORK SetPartPrices NETWORK_ADMIN',
      'step NETWORK PublishPriceList NETWORK_ADMIN',
      'step STATION DraftStationPriceList AFTER_SALES_MANAGER NETWORK_ADMIN',
      'step STATION SetStationPartPrices AFTER_SALES_MANAGER NETWORK_ADMIN',
      'step STATION PublishStationPriceList AFTER_SALES_MANAGER NETWORK_ADMIN',
      'step NETWORK PublishLabourOperations NETWORK_ADMIN',
      'step STATION PublishStationLabourOperations AFTER_SALES_MANAGER NETWORK_ADMIN',
      'step NETWORK PublishForm NETWORK_ADMIN',
      'step NETWORK PublishCodeList NETWORK_ADMIN',
      'step NETWORK PublishStandard REGIONAL_MANAGER NETWORK_ADMIN',
      'step STATION PublishStationStandard AFTER_SALES_MANAGER NETWORK_ADMIN',
    ]);
    expect(rows).toContain('query NETWORK ListPublicStationClasses  gateway');
  });
});
