import { hour } from '@waystation/testing/model';
import { Application, type RequirementScore } from '../src/model/application.ts';
import { Region } from '../src/model/region.ts';
import { StationClass, type Needs } from '../src/model/station-class.ts';
import { ids } from './ids.ts';

/** Needs of a small station: 9 requirements. */
export const needs: Needs = {
  nameEn: 'Small station',
  nameZh: '小型服务站',
  descriptionEn: '',
  descriptionZh: '',
  bays: [
    { kind: 'diagnosis', count: 1 },
    { kind: 'repair', count: 4 },
  ],
  groundM2: 3000,
  receptionM2: 60,
  loungeM2: 0,
  parkingSpaces: 12,
  equipment: [{ code: 'brake_tester', descriptionEn: 'Brake tester', descriptionZh: '制动试验台', count: 1 }],
  staff: [{ skill: 'brakes', count: 2 }],
  currency: 'CNY',
  openingStockMinor: 50_000_000n,
  investmentFromMinor: 400_000_000n,
  investmentToMinor: 700_000_000n,
  contact: 'Network development, +86 21 5555 0100',
};

export const submission = {
  regionId: ids.region,
  company: 'Pudong Truck Service Ltd.',
  address: '88 Harbour Road, Pudong',
  contact: '+86 21 5555 0199',
  remarks: 'Ten years of repairs',
};

/** Scores that meet every requirement except the gaps. */
export function scoresOf(application: Pick<Application, 'requirements'>, ...gaps: string[]): RequirementScore[] {
  return application.requirements.map(({ code }) => ({
    requirement: code,
    points: gaps.includes(code) ? 20 : 90,
    met: !gaps.includes(code),
    evidence: 'seen on the spot',
    photoHashes: [],
  }));
}

export function aRegion(id: string = ids.region) {
  return { build: () => Region.define(id, 'East', hour(0)) };
}

export function aStationClass(facts: Partial<Needs> = {}) {
  return { build: () => StationClass.define(ids.stationClass, { ...needs, ...facts }, hour(0)) };
}

/** Application taken to a status by the real steps: `anApplication().scored('ground').build()`. */
export function anApplication(): ApplicationBuilder {
  return new ApplicationBuilder();
}

class ApplicationBuilder {
  private readonly changes: ((application: Application) => void)[] = [];

  visitScheduled(): this {
    return this.having((application) => application.scheduleSiteVisit(hour(48), ids.manager, ids.region, hour(1)));
  }

  /** @param gaps codes of unmet requirements */
  scored(...gaps: string[]): this {
    return this.visitScheduled().having((application) =>
      application.score(scoresOf(application, ...gaps), ids.manager, ids.region, hour(2)),
    );
  }

  authorised(): this {
    return this.scored().having((application) => application.authorise(ids.station, [], ids.admin, hour(3)));
  }

  rejected(): this {
    return this.having((application) => application.reject('region_covered', 'There is one', ids.admin, hour(3)));
  }

  having(change: (application: Application) => void): this {
    this.changes.push(change);
    return this;
  }

  build(): Application {
    const stationClass = aStationClass().build();
    const application = Application.submit(ids.application, ids.applicant, submission, stationClass, hour(0));
    for (const change of this.changes) change(application);
    return application;
  }
}
