import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customers, type DemoCustomer } from './demo/customers.ts';
import { signIns, staff, type DemoStaff } from './demo/people.ts';
import { stations, type DemoStation } from './demo/stations.ts';

/** Stations of a network with their people and customers. Everything else is that of the demo network. */
export interface NetworkPlan {
  /** For messages: "demo network". */
  name: string;
  stations: readonly DemoStation[];
  staff: readonly DemoStaff[];
  customers: readonly DemoCustomer[];
  /** People listed at the end of a start. */
  signIns: readonly string[];
  /** Minutes of every labour operation; those of the demo network if left out. */
  labourMinutes?: number;
  /** Multiple of the demo network's opening stock; 1 if left out. */
  stockFactor?: number;
}

/**
 * Finds the network to create, and the file with its people, whom the issuer signs in.
 *
 * @param folder with `network.json`, a `NetworkPlan`, and `people.json`, as `apps/issuer/demo-people.json`; the demo network if
 *   left out
 */
export function networkOf(folder: string | undefined): { peopleFile: string; plan: NetworkPlan } {
  if (folder === undefined) {
    const plan = { name: 'demo network', stations, staff, customers, signIns };
    return { peopleFile: 'apps/issuer/demo-people.json', plan };
  }
  const plan = JSON.parse(readFileSync(join(folder, 'network.json'), 'utf8')) as NetworkPlan;
  return { peopleFile: join(folder, 'people.json'), plan };
}
