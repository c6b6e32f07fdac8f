// npm run visit [-- --url URL --home DIR]: drives one truck through a running stack by its public API, signed in as each
// role in turn, and prints what every service says of it. Exit code 0 only if everything was as it should be.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { driveVisit, signIn, Station, type Entrance, type Truck } from '@waystation/drive';
import { timelineOf } from './timeline.ts';

const { values } = parseArgs({
  options: { url: { type: 'string' }, home: { type: 'string', default: '.waystation' } },
});

/** Two trucks of the demo station's first fleet. */
const plates = ['沪A·D5201', '沪A·D5202'] as const;
const stationKey = 'pudong';

const read = <T>(name: string): T => {
  const file = join(resolve(values.home), name);
  if (!existsSync(file)) {
    console.error(`${file} is missing: is a stack running with this home? (npm start)`);
    process.exit(1);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as T;
};

interface DemoNetwork {
  network?: { stations: Record<string, { stationId: string; staff: Record<string, string> }> };
}

async function trucksOf(station: Station): Promise<[Truck, Truck]> {
  const clerk = await station.get({ role: 'APPOINTMENT_CLERK' });
  const found = plates.map(async (plate): Promise<Truck> => {
    const { vehicles } = await clerk.api.post<{ vehicles: Truck[] }>(`${station.path}/vehicles:find`, { plate });
    const vehicle = vehicles[0];
    if (!vehicle) throw new Error(`the station knows no truck with the plate ${plate}`);
    return { ...vehicle, plate };
  });
  return (await Promise.all(found)) as [Truck, Truck];
}

const { gateway, issuer } = read<{ gateway: string; issuer: string }>('stack.json');
const { scriptSecret } = read<{ scriptSecret: string }>('secrets/secrets.json');
const { network } = read<DemoNetwork>('demo.json');
if (!network) throw new Error('the demo network is not there yet');
const { stationId, staff } = network.stations[stationKey]!;
const entrance: Entrance = { issuer, scriptSecret, gateway: values.url ?? gateway };

const began = performance.now();
const tell = (line: string) => {
  const at = `${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  `;
  console.log(at + line.replaceAll('\n', `\n${' '.repeat(at.length)}`));
};

const station = await Station.enter(entrance, stationId, Object.keys(staff)[0]!);
const visit = await driveVisit({ station, trucks: await trucksOf(station), tell });

const { subject } = (await station.get({ role: 'AFTER_SALES_MANAGER' })).api;
const timeline = await timelineOf(await signIn(entrance, subject), station, visit.visitId);
console.log(`\nvisit ${visit.visitId}\n\n${timeline.text}`);
console.log(`\nRefused on the way, each by its rule:`);
for (const { tried, rule, missing } of visit.refusals) console.log(`  ${rule}  ${tried}: ${missing.join('; ')}`);
const { reminders, followUpTimer } = visit;
console.log(`\nWaiting for their time:`);
for (const { step, dueAt } of [...reminders, followUpTimer]) console.log(`  ${dueAt}  ${step}`);

const faults = [
  ...timeline.faults,
  ...(visit.refusals.length === 6 ? [] : [`6 refusals were to be met, there were ${visit.refusals.length}`]),
  ...(reminders.length === 2 ? [] : [`the second truck has ${reminders.length} of 2 reminders`]),
];
for (const fault of faults) console.error(`not as it should be: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
