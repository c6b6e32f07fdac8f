import { aJob } from './a-job.ts';

describe('a job that a test builds', () => {
  it('goes forward only', () => {
    expect(() => aJob().dispatched().authorised()).toThrow('already');
    expect(() => aJob().started().started()).toThrow('already');
    expect(() => aJob().withdrawn().started()).toThrow('withdrawn');
  });

  it('goes through all stages on the way', () => {
    expect(aJob().finished().build().status).toBe('finished');
    expect(aJob().authorised().dispatched().paused().build().status).toBe('paused');
    expect(aJob().started().withdrawn().build().status).toBe('withdrawn');
  });

  it('is built again each time', () => {
    const builder = aJob().started();
    expect(builder.build().clock).toEqual(builder.build().clock);
  });
});
