import { globSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeTokenKeys } from '@waystation/call';
import { removeHome, startInfrastructure } from '@waystation/stack';
import { migrate, type Migration } from '@waystation/store';
import { ServiceProcess } from '../support/service-process.ts';
import { median } from './figures.ts';

const services = ['network', 'appointments', 'reception', 'workshop', 'parts', 'quality', 'billing', 'crm'];
/** Wait before measuring memory, because a service still loads and compiles code after `ready`. */
const settledMs = 3_000;

/** Measures the start to ready, and the memory a little later, of each service started alone on a migrated database. */
export async function benchStart(rounds: number): Promise<{ figures: Record<string, number>; table: string[][] }> {
  const home = mkdtempSync(join(tmpdir(), 'waystation-bench-'));
  const { postgres, kafka, stop } = await startInfrastructure({ home });
  const { publicKeyPem } = await makeTokenKeys();
  const table = [['service', 'ready after ms', 'memory MB']];
  const all = { ms: [] as number[], mb: [] as number[] };
  try {
    for (const app of services) {
      const files = globSync(`apps/${app}/dist/store/migrations/*.js`).sort();
      const modules = await Promise.all(files.map((file) => import(new URL(`../../${file}`, import.meta.url).href)));
      const migrations = modules.map(({ migration }: { migration: Migration }) => migration);
      await migrate({ adminUrl: postgres.url('postgres'), service: app, migrations });
      const urls = { app: postgres.url(app, `${app}_app`), relay: postgres.url(app, `${app}_relay`) };
      const service = await ServiceProcess.prepare({ app, urls, brokers: kafka!.brokers, publicKeyPem });
      const [ms, mb]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        await service.start();
        ms.push(service.readyMs);
        await sleep(settledMs);
        mb.push(service.memoryMb);
        await service.stop();
      }
      service.remove();
      all.ms.push(median(ms));
      all.mb.push(median(mb));
      table.push([app, String(Math.round(median(ms))), String(Math.round(median(mb)))]);
    }
  } finally {
    await stop();
    removeHome(home);
  }
  return { figures: { 'start_ms.max': Math.max(...all.ms), 'memory_mb.max': Math.max(...all.mb) }, table };
}
