// npm run visit [-- --url URL --home DIR]: drives one truck through a running platform by its public API, signed in as each
// role in turn, and prints the event timeline. Exit code 0 only if everything went as expected.
import { driveVisit, signIn, Station, type Entrance, type Vehicle } from '@waystation/drive';
import { choiceOf, NoSuchStack, onStack, readHome, type RunningStack } from '../running-stack.ts';
import { timelineOf } from './timeline.ts';

const usage = 'Usage: npm run visit [-- --home DIR | --url URL]';

/** Two trucks of the demo station's first fleet. */
const plates = ['沪A·D5201', '沪A·D5202'] as const;
const stationKey = 'pudong';

interface DemoNetwork {
  network?: { stations: Record<string, { stationId: string; staff: Record<string, string> }> };
}

async function trucksOf(station: Station): Promise<[Vehicle, Vehicle]> {
  const clerk = await station.get({ role: 'APPOINTMENT_CLERK' });
  const found = plates.map(async (plate): Promise<Vehicle> => {
    const { vehicles } = await clerk.api.post<{ vehicles: Vehicle[] }>(`${station.path}/vehicles:find`, { plate });
    const vehicle = vehicles[0];
    if (!vehicle) throw new Error(`The station has no truck with the plate ${plate}`);
    return { ...vehicle, plate };
  });
  return (await Promise.all(found)) as [Vehicle, Vehicle];
}

async function visit({ home, gateway }: RunningStack): Promise<void> {
  const { issuer } = readHome<{ issuer: string }>(home, 'stack.json');
  const { scriptSecret } = readHome<{ scriptSecret: string }>(home, 'secrets/secrets.json');
  const { network } = readHome<DemoNetwork>(home, 'demo.json');
  if (!network)
    throw new NoSuchStack('The demo network is not ready yet. Wait until npm start reports that it is ready.');
  const { stationId, staff } = network.stations[stationKey]!;
  const entrance: Entrance = { issuer, scriptSecret, gateway };

  const began = performance.now();
  const tell = (line: string) => {
    const at = `${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  `;
    console.log(at + line.replaceAll('\n', `\n${' '.repeat(at.length)}`));
  };

  const station = await Station.enter(entrance, stationId, Object.keys(staff)[0]!);
  const driven = await driveVisit({ station, vehicles: await trucksOf(station), tell });

  const { subject } = (await station.get({ role: 'AFTER_SALES_MANAGER' })).api;
  const timeline = await timelineOf(await signIn(entrance, subject), station, driven.visitId);
  console.log(`\nvisit ${driven.visitId}\n\n${timeline.text}`);
  console.log(`\nRefused as required, by rule:`);
  for (const { tried, rule, missing } of driven.refusals) console.log(`  ${rule}  ${tried}: ${missing.join('; ')}`);
  const { reminders, followUpTimer } = driven;
  console.log(`\nPending timers:`);
  for (const { step, dueAt } of [...reminders, followUpTimer]) console.log(`  ${dueAt}  ${step}`);

  const faults = [
    ...timeline.faults,
    ...(driven.refusals.length === 6 ? [] : [`expected 6 refusals, got ${driven.refusals.length}`]),
    ...(reminders.length === 2 ? [] : [`expected 2 reminders for the second truck, got ${reminders.length}`]),
  ];
  for (const fault of faults) console.error(`FAILED: ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

await onStack(() => choiceOf(process.argv.slice(2), usage), visit);
