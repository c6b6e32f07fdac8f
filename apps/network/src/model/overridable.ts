type Service = 'appointments' | 'reception' | 'workshop' | 'parts' | 'quality' | 'billing' | 'crm';

/**
 * Services where the after-sales manager can open a gate, by their step GrantOverride. In the others nobody could: there a
 * gate would refuse like a block, and promise a way out that there isn't.
 */
const withOverride: readonly Service[] = ['reception', 'quality', 'billing'];

/** Whose steps hold the rules of a stage. */
const holderOfStage: Readonly<Record<string, Service>> = {
  APT: 'appointments',
  REC: 'reception',
  REP: 'workshop',
  INS: 'quality',
  DEL: 'billing',
  FUP: 'crm',
};

/** Rules that are held elsewhere than their stage says: changes of the order, issue slips, replaced parts, answers. */
const heldElsewhere: Readonly<Record<string, Service>> = {
  'REP-D02': 'reception',
  'REP-D04': 'reception',
  'REP-D09': 'parts',
  'DEL-D08': 'parts',
  'DEL-D10': 'reception',
};

/** Whether a rule may be a gate: somebody must be able to open it. */
export function isOverridable(rule: string): boolean {
  const holder = heldElsewhere[rule] ?? holderOfStage[rule.slice(0, 3)];
  return holder !== undefined && withOverride.includes(holder);
}
