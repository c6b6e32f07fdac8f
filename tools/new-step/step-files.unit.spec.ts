import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kebab, remainingFiles, useCaseOf, verbOf, withEvent, withRow, withRpc, type NewStep } from './step-files.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

// A step that nobody adds: the example of CONTRIBUTING.md can be followed to the end with this suite green.
const askExpertTwice: NewStep = {
  service: 'workshop',
  step: 'AskExpertTwice',
  aggregate: 'job',
  store: 'Jobs',
  event: 'ExpertAskedTwice',
  roles: ['TECHNICIAN'],
  holds: ['REP-D14'],
};

describe('a new step', () => {
  it('is named once, as files, verbs and paths are', () => {
    expect(kebab('AskExpertTwice')).toBe('ask-expert-twice');
    expect(verbOf(askExpertTwice)).toBe('askExpertTwice');
    expect(verbOf({ step: 'StartJob', aggregate: 'job' })).toBe('start');
    expect(verbOf({ step: 'RaiseNonconformity', aggregate: 'visit-work' })).toBe('raiseNonconformity');
  });

  it('stands behind the steps and before the queries of the real proto', () => {
    const proto = withRpc(read('proto/waystation/workshop/v1/service.proto'), askExpertTwice);
    const rpc = proto.slice(proto.indexOf('rpc AskExpertTwice('));
    expect(rpc).toMatch(/post: "\/v1\/stations\/\{station_id\}\/jobs\/\{job_id\}:askExpertTwice"/);
    expect(rpc).toMatch(/roles: \[TECHNICIAN\]\s+holds: \["REP-D14"\]\s+publishes: \["ExpertAskedTwice"\]/);
    expect(proto.indexOf('rpc AskExpertTwice(')).toBeGreaterThan(proto.indexOf('rpc CompleteOrderInspection('));
    expect(proto.indexOf('rpc AskExpertTwice(')).toBeLessThan(proto.indexOf('rpc ListJobs('));
    expect(proto).toContain('message AskExpertTwiceRequest {');
  });

  it('is in the real table of rpcs, imported where the alphabet has it', () => {
    const grpc = withRow(read('apps/workshop/src/workshop.grpc.ts'), askExpertTwice);
    const lines = grpc.split('\n');
    const at = lines.indexOf("import { AskExpertTwice } from './use-cases/ask-expert-twice.ts';");
    expect(lines[at - 1]).toBe("import { AskExpert } from './use-cases/ask-expert.ts';");
    expect(grpc).toContain('  askExpertTwice: AskExpertTwice,\n');
  });

  it('loads, takes one verb and answers', () => {
    expect(useCaseOf(askExpertTwice)).toContain('job.askExpertTwice(actor, now);');
  });

  it('names every other file that it needs, and each of them exists', () => {
    const find = (pattern: string) => globSync(pattern, { cwd: root }).sort();
    const paths = remainingFiles(askExpertTwice, find).map(({ path }) => path);
    expect(paths.filter((path) => !path.includes('ask-expert-twice') && !existsSync(join(root, path)))).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining([
        'apps/workshop/src/model/job-events.ts',
        'apps/workshop/src/model/job.unit.spec.ts',
        'apps/workshop/src/testing/job-samples.ts',
        'apps/workshop/src/jobs.int.spec.ts',
        'apps/workshop/src/texts/zh.json',
      ]),
    );
  });

  it('says which rules its verb must require', () => {
    const model = remainingFiles(askExpertTwice, () => []).find(({ path }) => path.endsWith('/job.ts'));
    expect(model?.what).toContain("this.requires('REP-D14', ...)");
  });

  it('is refused when it is there already', () => {
    const [api, events] = ['service', 'events'].map((file) => read(`proto/waystation/workshop/v1/${file}.proto`));
    expect(() => withRpc(api!, { ...askExpertTwice, step: 'StartJob' })).toThrow('there is an rpc StartJob already');
    expect(() => withEvent(events!, { ...askExpertTwice, event: 'JobStarted' })).toThrow(
      'there is an event JobStarted',
    );
  });
});
