import { Override } from '@waystation/overrides';
import { stationA } from './people.ts';
import type { Builder } from './scene.ts';

/** Builds an override requested by the advisor, of a rule in mode gate, for the whole visit. */
export function aRequestedOverride(visitId: string, rule: string, overrideId: string): Builder {
  return {
    build: ({ stationId, now, id, actor }) => {
      const visit = id(visitId);
      const gate = { visitId: visit, rule, subject: visit, revision: 0 };
      const beginning = { id: id(overrideId), stationId, standardVersion: '7', ...gate };
      return Override.request(beginning, 'gate', 'the owner waits', actor(stationA.staff.advisor), now);
    },
  };
}
