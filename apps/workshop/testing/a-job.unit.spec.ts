import { aJob } from './a-job.ts';

describe('the builder of jobs', () => {
  it('refuses a stage that the job has passed', () => {
    expect(() => aJob().dispatched().authorised()).toThrow('already');
    expect(() => aJob().started().started()).toThrow('already');
    expect(() => aJob().withdrawn().started()).toThrow('withdrawn');
  });

  it('passes through all earlier stages', () => {
    expect(aJob().finished().build().status).toBe('finished');
    expect(aJob().authorised().dispatched().paused().build().status).toBe('paused');
    expect(aJob().started().withdrawn().build().status).toBe('withdrawn');
  });

  it('builds a new, equal job each time', () => {
    const builder = aJob().started();
    expect(builder.build().clock).toEqual(builder.build().clock);
  });
});
