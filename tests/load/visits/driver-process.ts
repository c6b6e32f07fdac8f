// Process that drives visits, separate from the platform and from the benchmark, so that its processor time is measured apart.
import type { Entrance } from '@waystation/drive';
import { fastSend } from './fast-send.ts';
import { completeVisit, Lane, shortVisit } from './lane.ts';
import type { LaneSeat } from './load-network.ts';
import { Recorder, type Recorded } from './recorder.ts';
import { VisitLoad, type LoadResult } from './visit-load.ts';

/** Messages to this process, each answered by one message. */
export type Order =
  | {
      order: 'enter';
      entrance: Omit<Entrance, 'seed'>;
      seed: string;
      seats: LaneSeat[];
      stations: Record<string, { stationId: string; staff: Record<string, string> }>;
      form: VisitForm;
    }
  /** Without a rate: as fast as the lanes can. */
  | { order: 'start'; perSecond?: number | undefined; seed: number }
  | { order: 'progress' }
  | { order: 'open' }
  | { order: 'close' }
  | { order: 'finish' };

export type VisitForm = 'complete' | 'facts';

/** Answers by the order. */
export interface Answers {
  enter: { lanes: number };
  start: object;
  progress: Pick<LoadResult, 'visits' | 'failures'>;
  open: object;
  close: Recorded & { cpuSeconds: number };
  finish: LoadResult & { commandsPerVisit: number };
}

/** Staff look as often as a screen that is refreshed would. */
const pollMs = 150;
const rampMs = 4_000;

const forms = { complete: completeVisit, facts: shortVisit };

const recorder = new Recorder();
let lanes: Lane[] = [];
let load: VisitLoad | undefined;
let cpuBefore = process.cpuUsage();

const carryOut: { [Name in Order['order']]: (order: Extract<Order, { order: Name }>) => Promise<Answers[Name]> } = {
  enter: async ({ entrance, seed, seats, stations, form }) => {
    lanes = await Promise.all(
      seats.map((seat) => {
        let commands = 0;
        const send = fastSend((...answer) => {
          if (recorder.answered(...answer)) commands += 1;
        });
        const own = { ...entrance, pollMs, send, seed: `${seed} ${seat.lead}` };
        return Lane.enter({ entrance: own, seat, stations, drive: forms[form], commands: () => commands });
      }),
    );
    return { lanes: lanes.length };
  },
  start: async ({ perSecond, seed }) => {
    load = new VisitLoad(lanes);
    if (perSecond === undefined) load.startClosed(rampMs);
    else load.startOpen(perSecond, seed);
    return {};
  },
  progress: async () => load!.progress,
  open: async () => {
    recorder.open();
    cpuBefore = process.cpuUsage();
    return {};
  },
  close: async () => {
    const { user, system } = process.cpuUsage(cpuBefore);
    return { ...recorder.close(), cpuSeconds: (user + system) / 1e6 };
  },
  finish: async () => {
    const result = await load!.finish();
    return { ...result, commandsPerVisit: result.commands / Math.max(1, result.visits) };
  },
};

process.on('message', (order: Order) => {
  const run = carryOut[order.order] as (order: Order) => Promise<object>;
  void run(order).then(
    (answer) => process.send!({ answer }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
