import { createHash } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signIn, type Api, type Entrance } from '@waystation/drive';
import { freePort, removeHome } from '@waystation/stack';

// Starts the whole platform like `npm start` and drives a truck through it like `npm run visit`; then again with each service in
// a process of its own.

const home = mkdtempSync(join(tmpdir(), 'waystation-e2e-'));
const startedWithinMs = 240_000;

let platform: Running;
let port: number;
let visit: Visit;
let entrance: Entrance;
let stations: Record<string, { stationId: string }>;

interface Visit {
  code: number | null;
  output: string;
}

interface Running {
  process: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

function run(...args: string[]): Running {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const heard: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => heard.push(part));
  const ended = new Promise<number | null>((done) => child.on('close', done));
  return { process: child, output: () => Buffer.concat(heard).toString(), ended };
}

async function start(...options: string[]): Promise<void> {
  platform = run('tools/start.mjs', '--port', String(port), '--home', home, ...options);
  let code: number | null | undefined;
  void platform.ended.then((ended) => (code = ended));
  for (
    const until = Date.now() + startedWithinMs;
    !platform.output().includes('Waystation is ready:');
    await sleep(100)
  ) {
    if (code !== undefined || Date.now() > until) throw new Error(`The platform did not start:\n${platform.output()}`);
  }
}

async function driveVisit(): Promise<Visit> {
  const drive = run('--no-warnings', '--conditions=waystation-source', 'tools/visit/visit.ts', '--home', home);
  return { code: await drive.ended, output: drive.output() };
}

/** Ids of a process and all its descendants. */
function below(pid: number): number[] {
  const parents = globSync('/proc/[0-9]*/stat').flatMap((file): [number, number][] => {
    try {
      const [head = '', rest = ''] = readFileSync(file, 'utf8').split(') ');
      return [[Number.parseInt(head, 10), Number(rest.split(' ')[1])]];
    } catch (error) {
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return []; // ended in the meantime
      throw error;
    }
  });
  const children = (of: number): number[] =>
    parents.filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...children(child)]);
  return [pid, ...children(pid)];
}

/** Scripts of the services' processes among the descendants of a process. */
const servicesBelow = (pid: number) => {
  const files = below(pid).flatMap((each) => globSync(`/proc/${each}/cmdline`));
  // Once each: a process that is being started shows the command of its parent for a moment.
  return [...new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/apps\/\w+\/dist\/\w+\.js/g) ?? []))];
};

const alive = (pid: number) =>
  globSync(`/proc/${pid}/stat`).some((file) => !readFileSync(file, 'utf8').includes(') Z '));

/** First match in the output of the visit. */
const printed = (pattern: RegExp) => pattern.exec(visit.output)?.[1];

beforeAll(async () => {
  port = await freePort();
  await start();
  const read = <T>(name: string) => JSON.parse(readFileSync(join(home, name), 'utf8')) as T;
  const { gateway, issuer } = read<{ gateway: string; issuer: string }>('stack.json');
  const { scriptSecret } = read<{ scriptSecret: string }>('secrets/secrets.json');
  stations = read<{ network: { stations: typeof stations } }>('demo.json').network.stations;
  entrance = { gateway, issuer, scriptSecret };
  visit = await driveVisit();
}, startedWithinMs + 60_000);

afterAll(async () => {
  platform?.process.kill('SIGTERM');
  await platform?.ended;
  removeHome(home);
}, 60_000);

describe('A visit', () => {
  it('runs from the call to the follow-up with events of every service', () => {
    expect(visit).toMatchObject({ code: 0 });
    for (const service of ['appointments', 'reception', 'workshop', 'parts', 'quality', 'billing', 'crm']) {
      expect(visit.output).toMatch(new RegExp(`^\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  ${service} `, 'm'));
    }
  });

  it.each(['APT-D04', 'REC-D12', 'REP-D01', 'INS-D02', 'DEL-D02', 'DEL-D14'])(
    'includes a step that rule %s refuses',
    (rule) => {
      expect(visit.output).toMatch(new RegExp(`^  ${rule}  .*: .*${rule}: `, 'm'));
    },
  );

  it('leaves two reminders for the second truck and a follow-up timer pending', () => {
    for (const step of ['RemindOneDayBefore', 'RemindOneHourBefore', 'ExpireFollowUp']) {
      expect(printed(new RegExp(`^ {2}(\\d{4}-\\d\\d-\\d\\dT\\S+) {2}${step}$`, 'm'))).toBeDefined();
    }
  });

  it('has five documents that match their published hashes', async () => {
    const advisor = await signIn(entrance, 'zhang.wei');
    const path = `/v1/stations/${stations['pudong']!.stationId}`;
    const documents = await documentsOf(advisor, path, printed(/^visit (\S+)$/m)!);
    expect(documents.map(({ kind }) => kind).sort()).toEqual([
      'guarantee_certificate',
      'inspection_sheet',
      'invoice',
      'repair_order',
      'statement',
    ]);
    for (const { owner, documentId, documentHash } of documents) {
      const { contentType, bytes } = await advisor.download(`${path}/${owner}/documents/${documentId}`);
      expect(contentType).toBe('application/pdf');
      expect(new TextDecoder().decode(bytes.subarray(0, 5))).toBe('%PDF-');
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(documentHash);
    }
  });

  it('is not visible to another station', async () => {
    const visitId = printed(/^visit (\S+)$/m)!;
    const outsider = await signIn(entrance, 'deng.hui');
    const [own, theirs] = [stations['chengdu']!.stationId, stations['pudong']!.stationId];
    await expect(outsider.get(`/v1/stations/${theirs}/visits/${visitId}`)).rejects.toMatchObject({ status: 403 });
    await expect(outsider.get(`/v1/stations/${own}/visits/${visitId}`)).rejects.toMatchObject({ status: 404 });
  });
});

describe('The platform', () => {
  it('runs all services in one process', () => {
    expect(servicesBelow(platform.process.pid!)).toEqual(['apps/all/dist/development.js']);
  });

  it('stops with all its processes, and keeps its data after a restart in separate processes', async () => {
    const processes = below(platform.process.pid!);
    expect(processes.length).toBeGreaterThan(10);
    platform.process.kill('SIGTERM');
    expect(await platform.ended).toBe(0);
    expect(processes.filter(alive)).toEqual([]);

    await start('--separate');
    expect(servicesBelow(platform.process.pid!)).toHaveLength(10);
    const advisor = await signIn(entrance, 'zhang.wei');
    const path = `/v1/stations/${stations['pudong']!.stationId}/visits/${printed(/^visit (\S+)$/m)!}`;
    expect(await advisor.get(path)).toMatchObject({ summary: { stage: 'closed' } });
  }, 120_000);

  test('runs another visit in separate processes', async () => {
    expect(await driveVisit()).toMatchObject({ code: 0 });
  }, 120_000);
});

interface Document {
  kind: string;
  /** Service that stores it. */
  owner: string;
  documentId: string;
  documentHash: string;
}

const owners: Readonly<Record<string, string>> = {
  repair_order: 'reception',
  inspection_sheet: 'quality',
  guarantee_certificate: 'quality',
  statement: 'billing',
  invoice: 'billing',
};

async function documentsOf(api: Api, path: string, visitId: string): Promise<Document[]> {
  const { documents } = await api.get<{ documents: Omit<Document, 'owner'>[] }>(`${path}/visits/${visitId}/delivery`);
  return documents.map((document) => ({ ...document, owner: owners[document.kind]! }));
}
