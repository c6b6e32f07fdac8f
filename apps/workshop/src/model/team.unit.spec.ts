import { clearJournal } from '@waystation/model';
import { minute } from '@waystation/testing/model';
import { aJob, anItem, placeFor, team } from '../../testing/a-job.ts';

const at = minute(100);
const suitable = placeFor(team, 'brakes');

describe('dispatching a job', () => {
  const job = () => aJob().authorised().build();
  const withStaff = (facts: object) => ({
    ...suitable,
    staff: suitable.staff.map((member) => ({ ...member, ...facts })),
  });

  it.each([
    ['BAY_UNKNOWN', { ...suitable, bays: [] }],
    ['TECHNICIAN_UNKNOWN', { ...suitable, staff: suitable.staff.slice(1) }],
    ['TECHNICIAN_UNKNOWN', withStaff({ active: false })],
    ['TECHNICIAN_UNKNOWN', withStaff({ roles: [{ role: 'CASHIER' }] })],
    ['TECHNICIAN_UNKNOWN', withStaff({ roles: [{ role: 'TECHNICIAN', until: minute(99) }] })],
    ['TECHNICIAN_UNKNOWN', withStaff({ roles: [{ role: 'TECHNICIAN', from: minute(101) }] })],
    ['SKILL_MISSING', withStaff({ skills: [{ skill: 'electric' }] })],
    ['SKILL_MISSING', withStaff({ skills: [{ skill: 'brakes', expiresAt: at }] })],
  ])('is refused with %s', (reason, teamFacts) => {
    const given = job();
    clearJournal(given);
    expect(() => given.dispatch(team, teamFacts, at)).toThrow(expect.objectContaining({ reason }));
    expect(given).toMatchObject({ status: 'authorised', bayId: null });
    const started = aJob().started().build();
    expect(() => started.reassign(team, teamFacts, at)).toThrow(expect.objectContaining({ reason }));
  });

  it('needs each skill from one member of the team, not all skills from each', () => {
    const [first, second] = suitable.staff;
    const staff = [{ ...first!, skills: [] }, second!];
    job().dispatch(team, { ...suitable, staff }, at);
    aJob()
      .of(anItem({ operation: { skill: '' } }))
      .authorised()
      .build()
      .dispatch(team, withStaff({ skills: [] }), at);
  });
});
