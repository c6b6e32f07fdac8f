import { encrypted, mapping, Store } from '@waystation/store';
import { checkInSteps } from '../model/check-in-steps.ts';
import { CheckIn, type CheckInTexts, type Condition, type Custody } from '../model/check-in.ts';
import type { SheetPoint } from '../model/check-sheet.ts';
import type { Concern } from '../model/concern.ts';

export const checkInMapping = mapping(CheckIn, {
  table: 'check_in',
  subject: 'check in',
  steps: { table: checkInSteps, initial: 'open' },
  visit: true,
  properties: (p) => ({
    vehicleId: p.uuid().nullable(),
    advisorId: p.uuid(),
    assignedAdvisorId: p.uuid().nullable(),
    byAppointment: p.boolean(),
    openedAt: p.datetime(),
    greetedAt: p.datetime().nullable(),
    concerns: p.json<Concern[]>(),
    undiagnosedSince: p.datetime().nullable(),
    sheetFormId: p.uuid().nullable(),
    sheetFormVersion: p.integer(),
    sheetPoints: p.json<SheetPoint[]>(),
    sheetSeconds: p.integer(),
    sheetCompletedAt: p.datetime().nullable(),
    condition: p.json<Condition>().nullable(),
    conditionAt: p.datetime().nullable(),
    knownOdometerKm: p.integer(),
    protectiveCoversFittedAt: p.datetime().nullable(),
    protectiveCoversRemovedAt: p.datetime().nullable(),
    custody: p.json<Custody>().nullable(),
    keysAndPapersTakenAt: p.datetime().nullable(),
    keysAndPapersReturnedAt: p.datetime().nullable(),
    preparationAt: p.datetime().nullable(),
    preparationMissing: p.json<string[]>(),
    waitingArrangementAt: p.datetime().nullable(),
    whereabouts: p.text().nullable(),
    texts: encrypted<CheckInTexts>(),
  }),
});

export class CheckIns extends Store.of(checkInMapping) {}
