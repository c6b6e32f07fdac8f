import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FsTree } from 'nx/src/generators/tree.js';
import generate from './generator.ts';
import { kebab, remainingFiles, useCaseOf, verbOf, withEvent, withRow, withRpc, type NewStep } from './step-files.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

// This step is never added, so that the example of CONTRIBUTING.md can be followed without failing this suite.
const requestExpertHelpTwice: NewStep = {
  service: 'workshop',
  step: 'RequestExpertHelpTwice',
  aggregate: 'job',
  store: 'Jobs',
  event: 'ExpertHelpRequestedTwice',
  roles: ['TECHNICIAN'],
  enforces: ['REP-D14'],
};

describe('A new step', () => {
  it('has the same name in file, method and path', () => {
    expect(kebab('RequestExpertHelpTwice')).toBe('request-expert-help-twice');
    expect(verbOf(requestExpertHelpTwice)).toBe('requestExpertHelpTwice');
    expect(verbOf({ step: 'StartJob', aggregate: 'job' })).toBe('start');
    expect(verbOf({ step: 'RaiseNonconformity', aggregate: 'visit-work' })).toBe('raiseNonconformity');
  });

  it('is added between the steps and the queries of the real proto', () => {
    const proto = withRpc(read('proto/waystation/workshop/v1/service.proto'), requestExpertHelpTwice);
    const rpc = proto.slice(proto.indexOf('rpc RequestExpertHelpTwice('));
    expect(rpc).toMatch(/post: "\/v1\/stations\/\{station_id\}\/jobs\/\{job_id\}:requestExpertHelpTwice"/);
    expect(rpc).toMatch(/roles: \[TECHNICIAN\]\s+enforces: \["REP-D14"\]\s+publishes: \["ExpertHelpRequestedTwice"\]/);
    expect(proto.indexOf('rpc RequestExpertHelpTwice(')).toBeGreaterThan(proto.indexOf('rpc CompleteOrderInspection('));
    expect(proto.indexOf('rpc RequestExpertHelpTwice(')).toBeLessThan(proto.indexOf('rpc ListJobs('));
    expect(proto).toContain('message RequestExpertHelpTwiceRequest {');
  });

  it('is added to the real table of rpcs, with its import in alphabetical order', () => {
    const grpc = withRow(read('apps/workshop/src/workshop.grpc.ts'), requestExpertHelpTwice);
    const lines = grpc.split('\n');
    const at = lines.indexOf("import { RequestExpertHelpTwice } from './use-cases/request-expert-help-twice.ts';");
    expect(lines[at - 1]).toBe("import { RequestExpertHelp } from './use-cases/request-expert-help.ts';");
    expect(grpc).toContain('  requestExpertHelpTwice: RequestExpertHelpTwice,\n');
  });

  it('has a use case that loads the aggregate and calls one method', () => {
    expect(useCaseOf(requestExpertHelpTwice)).toContain('job.requestExpertHelpTwice(actor, now);');
  });

  it('lists every other file to edit, and each exists', () => {
    const find = (pattern: string) => globSync(pattern, { cwd: root }).sort();
    const paths = remainingFiles(requestExpertHelpTwice, find).map(({ path }) => path);
    expect(
      paths.filter((path) => !path.includes('request-expert-help-twice') && !existsSync(join(root, path))),
    ).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining([
        'apps/workshop/src/model/job-events.ts',
        'apps/workshop/src/model/job.unit.spec.ts',
        'apps/workshop/testing/job-samples.ts',
        'apps/workshop/src/jobs.int.spec.ts',
        'apps/workshop/src/texts/zh.json',
      ]),
    );
  });

  it('names the rules that its method must require', () => {
    const model = remainingFiles(requestExpertHelpTwice, () => []).find(({ path }) => path.endsWith('/job.ts'));
    expect(model?.what).toContain("this.requires('REP-D14', ...)");
  });

  it('is generated in four files, one of them new', () => {
    const tree = new FsTree(root, false);
    const { aggregate, roles, enforces, ...names } = requestExpertHelpTwice;
    generate(tree, { ...names, of: aggregate, roles: roles.join(), enforces: enforces.join() });
    expect(tree.listChanges().map(({ path, type }) => `${type} ${path}`)).toEqual([
      'UPDATE proto/waystation/workshop/v1/service.proto',
      'UPDATE proto/waystation/workshop/v1/events.proto',
      'UPDATE apps/workshop/src/workshop.grpc.ts',
      'CREATE apps/workshop/src/use-cases/request-expert-help-twice.ts',
    ]);
  });

  it('is refused if it already exists', () => {
    const [api, events] = ['service', 'events'].map((file) => read(`proto/waystation/workshop/v1/${file}.proto`));
    expect(() => withRpc(api!, { ...requestExpertHelpTwice, step: 'StartJob' })).toThrow(
      'The rpc StartJob already exists',
    );
    expect(() => withEvent(events!, { ...requestExpertHelpTwice, event: 'JobStarted' })).toThrow(
      'The event JobStarted already exists',
    );
  });
});
