import type { Actor } from '@waystation/call';

/** Station of the tests with staff of every role. */
export interface TestStation {
  readonly id: string;
  readonly staff: Staff;
}

/** Role and end of the id by person, so that ids in test output are easy to tell apart. */
const people = {
  technician: ['TECHNICIAN', '0c1'],
  secondTechnician: ['TECHNICIAN', '0c2'],
  thirdTechnician: ['TECHNICIAN', '0c3'],
  expert: ['TECHNICAL_EXPERT', '0c4'],
  lead: ['WORKSHOP_LEAD', '0c5'],
  manager: ['AFTER_SALES_MANAGER', '0c6'],
  advisor: ['SERVICE_ADVISOR', '0c7'],
  assistant: ['SERVICE_ASSISTANT', '0c8'],
  clerk: ['APPOINTMENT_CLERK', '0c9'],
  assessor: ['WARRANTY_ASSESSOR', '0ca'],
  inspector: ['QUALITY_INSPECTOR', '0cb'],
  partsClerk: ['PARTS_CLERK', '0cc'],
  cashier: ['CASHIER', '0cd'],
  agent: ['FOLLOW_UP_AGENT', '0ce'],
  gateAttendant: ['GATE_ATTENDANT', '0cf'],
} as const;

const names = Object.keys(people) as (keyof typeof people)[];

/** One person of each role, and two more technicians. */
export type Staff = Readonly<Record<keyof typeof people, Actor>>;

const regionId = '01980000-0000-7000-8000-0000000000e0';

function idEnding(digits: string): string {
  return `01980000-0000-7000-8000-${digits.padStart(12, '0')}`;
}

function station(digit: string): TestStation {
  const id = idEnding(`${digit}00a`);
  const person = (name: keyof typeof people): Actor => {
    const [role, end] = people[name];
    return { kind: 'staff', id: idEnding(digit + end), roles: [role], stationId: id, regionId };
  };
  return { id, staff: Object.fromEntries(names.map((name) => [name, person(name)])) as Staff };
}

/** Station at which tests run. */
export const stationA: TestStation = station('0');
/** Second station present in every test; data of the two must never mix. */
export const stationB: TestStation = station('1');
const stationC = station('2');

/** Person with all station roles at a third station. */
export const outsider: Actor = { ...stationC.staff.manager, roles: [...new Set(names.map((name) => people[name][0]))] };

/** Staff above the stations. */
export const headquarters = {
  regionalManager: { kind: 'staff', id: idEnding('3001'), roles: ['REGIONAL_MANAGER'], regionId },
  networkAdmin: { kind: 'staff', id: idEnding('3002'), roles: ['NETWORK_ADMIN'] },
  networkAnalyst: { kind: 'staff', id: idEnding('3003'), roles: ['NETWORK_ANALYST'] },
} as const satisfies Record<string, Actor>;

/** Counterpart of an actor at station B: same roles, other ids. Actors without a station stay the same. */
export function twinOf(actor: Actor): Actor {
  const name = names.find((each) => stationA.staff[each].id === actor.id);
  if (name) return stationB.staff[name];
  return actor.stationId ? { ...actor, id: stationB.staff.manager.id, stationId: stationB.id } : actor;
}
