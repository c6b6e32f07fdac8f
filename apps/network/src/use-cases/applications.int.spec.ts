import type { Actor } from '@waystation/call';
import { startTestService } from '@waystation/testing';
import { hour } from '@waystation/testing/model';
import { NetworkModule } from '../network.module.ts';
import { ListApplications } from '../queries/list-applications.ts';
import { ListPublicStationClasses } from '../queries/list-public-station-classes.ts';
import { anApplication, aRegion, aStationClass, submission, needs, scoresOf } from '../../testing/an-application.ts';
import { stationFacts } from '../../testing/a-station.ts';
import { ids } from '../../testing/ids.ts';
import { AuthoriseStation } from './authorise-station.ts';
import { DefineStationClass } from './define-station-class.ts';
import { RejectApplication } from './reject-application.ts';
import { ScheduleSiteVisit } from './schedule-site-visit.ts';
import { ScoreApplication } from './score-application.ts';
import { SubmitApplication } from './submit-application.ts';

const network = await startTestService(NetworkModule);
const { given } = network;
const { networkAdmin: admin, regionalManager, manager } = network.actors;
const applicant: Actor = { kind: 'staff', id: ids.applicant, roles: ['APPLICANT'] };
const otherRegion: Actor = { ...regionalManager, regionId: ids.otherRegion };
const { applicationId } = { applicationId: ids.application };

describe('An applicant', () => {
  it('can read the requirements of station classes without signing in', async () => {
    const visitor: Actor = { kind: 'machine', id: 'gateway', roles: [] };
    await given(aStationClass())
      .when(ListPublicStationClasses, {}, { by: visitor, service: 'gateway' })
      .thenAnswered({ stationClasses: [{ stationClassId: ids.stationClass, revision: 1, stationClass: needs }] });
    await network.reset();
    await given(aStationClass()).when(ListPublicStationClasses, {}, { by: visitor }).thenNotAllowed('ROLE_MISSING');
  });

  it('becomes a station after application, site visit, scoring and authorisation', async () => {
    await network.arrange(aRegion(), aStationClass());
    const submitted = { ...submission, stationClassId: ids.stationClass };
    const { applicationId: id } = await network.run(SubmitApplication, submitted, { by: applicant });
    await network.run(ScheduleSiteVisit, { applicationId: id, visitAt: hour(48) }, { by: regionalManager });
    const scores = scoresOf(anApplication().build(), 'ground');
    const scored = await network.run(ScoreApplication, { applicationId: id, scores }, { by: regionalManager });
    expect(scored).toMatchObject({ status: 'scored', gaps: ['ground'] });
    const acceptedGaps = [{ requirement: 'ground', justification: 'The neighbour sells next year' }];
    const made = await network.run(
      AuthoriseStation,
      { applicationId: id, ...stationFacts, acceptedGaps },
      { by: admin },
    );

    const events = await network.events();
    expect(events.map(({ name, topic, key }) => [name, topic, key])).toEqual([
      ['ApplicationSubmitted', 'network.application.events.v1', id],
      ['SiteVisitScheduled', 'network.application.events.v1', id],
      ['ApplicationScored', 'network.application.events.v1', id],
      ['StationAuthorised', 'network.application.events.v1', id],
      ['StandardState', 'network.standard.state.v1', `${made.stationId}:1`],
      ['StationState', 'network.station.state.v1', made.stationId],
    ]);
    expect(events[3]!.fields).toMatchObject({ stationId: made.stationId, acceptedGaps: ['ground'] });
    expect(events[4]!.fields['rules']).toHaveLength(137);
    expect(events[5]!.fields).toMatchObject({ ...stationFacts, status: 'open' });
  });

  it('must name an existing region and station class', async () => {
    const submitted = { ...submission, stationClassId: ids.stationClass };
    await given(aRegion())
      .when(SubmitApplication, submitted, { by: applicant })
      .thenNotFound('STATION_CLASS_NOT_FOUND');
    await network.reset();
    await given(aStationClass()).when(SubmitApplication, submitted, { by: applicant }).thenNotFound('REGION_NOT_FOUND');
  });

  it('is not identified by any event of the application', async () => {
    const submitted = { ...submission, stationClassId: ids.stationClass };
    const { events } = await given(aRegion(), aStationClass()).when(SubmitApplication, submitted, { by: applicant });
    const published = JSON.stringify(events.map(({ fields }) => fields));
    for (const remarks of [submission.company, submission.contact, submission.address, submission.remarks]) {
      expect(published).not.toContain(remarks);
    }
  });
});

describe('An application', () => {
  it('is refused to the manager of another region', async () => {
    await given(anApplication())
      .when(ScheduleSiteVisit, { applicationId, visitAt: hour(48) }, { by: otherRegion })
      .thenNotAllowed('OTHER_REGION')
      .andNothingWasPublished();
  });

  it('is judged by the requirements at the time of submission', async () => {
    await given(aStationClass(), anApplication().visitScheduled())
      .after(
        DefineStationClass,
        { stationClassId: ids.stationClass, stationClass: { ...needs, loungeM2: 80 } },
        { by: admin },
      )
      .when(ScoreApplication, { applicationId, scores: scoresOf(anApplication().build()) }, { by: regionalManager })
      .thenAnswered({ status: 'scored', gaps: [] });
  });

  it('is not authorised until every gap is accepted', async () => {
    await given(anApplication().scored('ground', 'staff.brakes'))
      .when(
        AuthoriseStation,
        { applicationId, ...stationFacts, acceptedGaps: [{ requirement: 'ground', justification: 'soon' }] },
        { by: admin },
      )
      .thenRefused('GAPS_NOT_ACCEPTED')
      .andNothingWasPublished();
  });

  it('is rejected only once', async () => {
    const rejection = { applicationId, reason: 'region_covered', remarks: 'There is one' };
    await given(anApplication())
      .when(RejectApplication, rejection, { by: admin })
      .thenPublished('ApplicationRejected', {
        reason: 'region_covered',
      });
    await network.reset();
    await given(anApplication().rejected())
      .when(RejectApplication, rejection, { by: admin })
      .thenRefused('WRONG_STATE');
  });

  it('is listed for its applicant, its region and the network only', async () => {
    await network.arrange(anApplication().scored('ground'));
    const seen = async (by: Actor) => (await network.run(ListApplications, {}, { by })).applications;
    expect(await seen(applicant)).toMatchObject([
      {
        applicationId,
        status: 'scored',
        company: submission.company,
        requirements: anApplication()
          .build()
          .requirements.map(({ code, needed }) => ({ code, needed })),
      },
    ]);
    expect(await seen({ ...applicant, id: ids.anna })).toEqual([]);
    expect(await seen(regionalManager)).toHaveLength(1);
    expect(await seen(otherRegion)).toEqual([]);
    expect(await seen(admin)).toHaveLength(1);
    await given().when(ListApplications, {}, { by: manager }).thenNotAllowed('ROLE_MISSING');
    expect((await network.run(ListApplications, { statuses: ['rejected'] }, { by: admin })).applications).toEqual([]);
  });
});
