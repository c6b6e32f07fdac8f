import { Override } from '@waystation/service';
import { stationA } from './people.ts';
import type { Builder } from './scene.ts';

/** An override that the advisor asked for, of a rule that is a gate, for the whole visit. */
export function anAskedOverride(visitId: string, rule: string, overrideId: string): Builder {
  return {
    build: ({ stationId, now, id, actor }) => {
      const visit = id(visitId);
      const gate = { visitId: visit, rule, subject: visit, revision: 0 };
      const { advisor } = stationA.staff;
      return Override.ask(
        { id: id(overrideId), stationId, ...gate },
        'gate',
        'the owner waits',
        actor(advisor).id,
        now,
      );
    },
  };
}
