import { eventOf } from '@waystation/call';
import { describeService, startTestService } from '@waystation/testing';
import { calendarQueries, calendarReactions, calendarSteps, keepCalendar } from '../testing/calendar-samples.ts';
import { jobQueries, jobReactions, jobSteps, keepForms } from '../testing/job-samples.ts';
import { WorkshopModule } from './workshop.module.ts';

const workshop = await startTestService(WorkshopModule);

/** Id of a bay or technician at station B. */
const twinOfId = (id: string) => `${id.slice(0, -4)}1${id.slice(-3)}`;

beforeAll(async () => {
  await keepCalendar(workshop, workshop.stationA.id);
  await keepCalendar(workshop, workshop.stationB.id, twinOfId);
  await keepForms(workshop, workshop.stationA.id);
});

describeService(workshop, {
  steps: { ...jobSteps, ...calendarSteps },
  queries: { ...jobQueries, ...calendarQueries },
  reactions: { ...jobReactions, ...calendarReactions },
});

describe('the reactions of jobs', () => {
  it('react to events of reception only', () => {
    const events = workshop.definition.reactions.filter(({ name }) => name in jobReactions).map(eventOf);
    expect(events.every((event) => event.startsWith('waystation.reception.v1.'))).toBe(true);
  });
});
