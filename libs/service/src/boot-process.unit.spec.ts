import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

type Line = { level: string; service: string; msg: string; color?: string; err?: { message: string } };

const script = join(import.meta.dirname, '../testing/parts-process.ts');

/** Runs a process of the parts `parts` and `crm`, and asks it to stop as soon as both run. */
async function run(how: string, env: Record<string, string> = {}): Promise<{ code: number | null; lines: Line[] }> {
  const child = spawn(process.execPath, ['--no-warnings', '--conditions=waystation-source', script, how], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (part: Buffer) => {
    if (how === 'well' && part.includes('"msg":"ready"')) child.kill('SIGTERM');
  });
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  const written = await text(child.stdout);
  const lines = written.split('\n').filter((line) => line !== '');
  return { code: await ended, lines: lines.map((line) => JSON.parse(line) as Line) };
}

describe('a process of several services', () => {
  test('is ready once all services run with their own settings, and stops them all when asked', async () => {
    const { code, lines } = await run('well', { WAYSTATION_COLOR: 'red', WAYSTATION_CRM_COLOR: 'blue' });
    expect(code).toBe(0);
    const said = lines.map(({ service, msg, color }) => [service, msg, ...(color ? [color] : [])].join(' '));
    expect(said.slice(0, 2).sort()).toEqual(['crm started blue', 'parts started red']);
    expect(said.slice(2, 4)).toEqual(['waystation ready', 'waystation stopping']);
    expect(said.slice(4, 6).sort()).toEqual(['crm ended', 'parts ended']);
    expect(said.slice(6)).toEqual(['waystation stopped']);
  });

  test('ends when a service lacks a setting, and says which service and how its settings begin', async () => {
    const { code, lines } = await run('misconfigured');
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({
      level: 'fatal',
      service: 'crm',
      msg: 'crm: start failed: WAYSTATION_GRPC_PORT is missing (settings of crm begin with WAYSTATION_CRM_)',
    });
  });

  test('ends on a fatal error of a service and names the service and the cause', async () => {
    const { code, lines } = await run('dying');
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ service: 'crm', err: { message: 'the broker refuses the group' } });
  });
});
