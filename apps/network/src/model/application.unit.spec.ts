import { clearJournal, Invalid, journalOf, NotAllowed, Refused, WrongState, type StepRow } from '@waystation/model';
import { eventsOf, hour } from '@waystation/testing/model';
import { anApplication, scoresOf } from '../../testing/an-application.ts';
import { ids } from '../../testing/ids.ts';
import { applicationSteps, type ApplicationStatus } from './application-steps.ts';
import type { Application } from './application.ts';

const applicationIn: Record<ApplicationStatus, () => Application> = {
  submitted: () => anApplication().build(),
  visit_scheduled: () => anApplication().visitScheduled().build(),
  scored: () => anApplication().scored().build(),
  authorised: () => anApplication().authorised().build(),
  rejected: () => anApplication().rejected().build(),
};

const at = hour(10);
const makes: Record<keyof typeof applicationSteps, (application: Application) => void> = {
  scheduleSiteVisit: (application) => application.scheduleSiteVisit(hour(72), ids.manager, ids.region, at),
  score: (application) => application.score(scoresOf(application), ids.manager, ids.region, at),
  authorise: (application) => application.authorise(ids.station, [], ids.admin, at),
  reject: (application) => application.reject('other', 'no', ids.admin, at),
};

describe.each(Object.keys(applicationIn) as ApplicationStatus[])('An application with status %s', (status) => {
  it.each(Object.entries<StepRow<ApplicationStatus>>(applicationSteps))(
    'allows or refuses the step %s by the table of steps',
    (verb, { from, to, event }) => {
      const application = applicationIn[status]();
      clearJournal(application);
      const make = () => makes[verb as keyof typeof makes](application);
      if (from.includes(status)) {
        make();
        expect(application.status).toBe(to);
        expect(eventsOf(application)).toEqual([event]);
      } else {
        expect(make).toThrow(WrongState);
        expect(application.status).toBe(status);
        expect(journalOf(application).published).toEqual([]);
      }
    },
  );
});

describe('An application', () => {
  it('takes its requirements from the class, without those that are zero', () => {
    const { requirements } = anApplication().build();
    expect(requirements.map(({ code, needed }) => `${code} ${needed}`)).toEqual([
      'bays.diagnosis 1',
      'bays.repair 4',
      'equipment.brake_tester 1',
      'staff.brakes 2',
      'ground 3000',
      'reception 60',
      'parking 12',
      'opening_stock 50000000',
      'investment 400000000',
    ]);
  });

  it('requires one score for each requirement and no others', () => {
    const application = anApplication().visitScheduled().build();
    const [first, ...rest] = scoresOf(application);
    const score = (...scores: ReturnType<typeof scoresOf>) => application.score(scores, ids.manager, ids.region, at);
    expect(() => score(...rest)).toThrow(new Refused('REQUIREMENTS_NOT_SCORED', { requirements: 'bays.diagnosis' }));
    expect(() => score(first!, first!, ...rest)).toThrow('scores[1].requirement: REQUIREMENT_SCORED_TWICE');
    expect(() => score(first!, ...rest, { ...first!, requirement: 'pool' })).toThrow(Invalid);
    expect(application.status).toBe('visit_scheduled');
  });

  it('publishes the gaps of a score without the evidence', () => {
    const application = anApplication().scored('ground').build();
    const { payload } = journalOf(application).published.at(-1)!;
    expect(payload).toMatchObject({ applicationId: ids.application, gaps: ['ground'], scoredBy: ids.manager });
    expect(JSON.stringify(payload)).not.toContain('seen on the spot');
  });

  it('is authorised when every gap is accepted, and stores only actual gaps', () => {
    const application = anApplication().scored('ground', 'parking').build();
    const accepted = ['ground', 'parking', 'lounge'].map((requirement) => ({ requirement, justification: 'soon' }));
    const authorise = (...gaps: typeof accepted) => application.authorise(ids.station, gaps, ids.admin, at);
    expect(() => authorise(accepted[0]!)).toThrow(new Refused('GAPS_NOT_ACCEPTED', { gaps: 'parking' }));
    authorise(...accepted);
    expect(application.acceptedGaps.map(({ requirement }) => requirement)).toEqual(['ground', 'parking']);
    expect(journalOf(application).published.at(-1)).toMatchObject({
      name: 'StationAuthorised',
      payload: { stationId: ids.station, regionId: ids.region, acceptedGaps: ['ground', 'parking'] },
    });
  });

  it('refuses a site visit scheduled by another region or in the past', () => {
    const application = anApplication().build();
    const schedule = (regionId: string | undefined, visitAt: Date) => () =>
      application.scheduleSiteVisit(visitAt, ids.manager, regionId, at);
    expect(schedule(ids.otherRegion, hour(48))).toThrow(NotAllowed);
    expect(schedule(undefined, hour(48))).toThrow(NotAllowed);
    expect(schedule(ids.region, hour(9))).toThrow('SITE_VISIT_IN_PAST');
  });
});
