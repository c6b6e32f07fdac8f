import { createHash } from 'node:crypto';
import { codesIn } from '@waystation/names';
import type { Api } from '../api.ts';
import { Problem } from '../problem.ts';
import type { Station } from '../station.ts';

/** Step that was tried and refused as required. */
export interface Refusal {
  /** Description of the step. */
  tried: string;
  rule: string;
  /** Descriptions of everything missing. */
  missing: readonly string[];
}

/** Station, vehicle and log of a driven visit. */
export interface Scene {
  station: Station;
  vehicle: Vehicle;
  /** Called with a line for each stage. */
  tell: (line: string) => void;
  refusals: Refusal[];
  /** Leaves out what must be refused. */
  straight?: boolean;
}

/** A vehicle with its customer. */
export interface Vehicle {
  vehicleId: string;
  customerId: string;
  vin: string;
  plate: string;
  odometerKm: number;
}

/**
 * Tries a step that the standard must refuse.
 *
 * @param tried description of the step
 * @param rule rule that must refuse it
 * @throws Error if the step is not refused, or not by this rule
 */
export async function refused(
  scene: Scene,
  tried: string,
  rule: string,
  attempt: () => Promise<unknown>,
): Promise<void> {
  if (scene.straight) return;
  const [answer] = await Promise.allSettled([attempt()]);
  if (answer!.status === 'fulfilled') throw new Error(`${tried} was not refused, although ${rule} requires it`);
  const problem = (answer as PromiseRejectedResult).reason as unknown;
  if (!(problem instanceof Problem)) throw problem;
  if (!problem.missing.some((missing) => missing.rule === rule)) {
    throw new Error(`${tried} was refused, but not by ${rule}`, { cause: problem });
  }
  const codes = problem.missing.flatMap(({ description }) => codesIn(description));
  if (codes.length > 0) throw new Error(`the refusal of ${rule} shows codes: ${codes.join(', ')}`, { cause: problem });
  const missing = problem.missing.map((each) => `${each.rule ? `${each.rule}: ` : ''}${each.description}`);
  scene.refusals.push({ tried, rule, missing });
  scene.tell([`refused as required: ${tried}`, ...missing.map((line) => `  ${line}`)].join('\n'));
}

/** A published form. */
export interface Form {
  formId: string;
  version: number;
  points: { code: string; answer: string; unit: string; lowest: string }[];
}

/** Forms that a person has read, by kind. */
const formsRead = new WeakMap<Api, Map<string, Promise<Form>>>();

/** Reads the newest published form of a kind, once for each person. @throws Error if none exists */
export function formOf(api: Api, kind: string): Promise<Form> {
  const read = formsRead.get(api) ?? new Map<string, Promise<Form>>();
  formsRead.set(api, read);
  const form = read.get(kind) ?? newestForm(api, kind);
  read.set(kind, form);
  form.catch(() => read.delete(kind)); // read again next time
  return form;
}

async function newestForm(api: Api, kind: string): Promise<Form> {
  const { forms } = await api.get<{ forms: Form[] }>(`/v1/network/forms?kind=${kind}&page_size=200`);
  const newest = forms.toSorted((a, b) => b.version - a.version)[0];
  if (!newest) throw new Error(`no form of kind ${kind} is published`);
  return newest;
}

/** Measured value for a point that requires a number: well above its lowest allowed value. */
export const measured = ({ lowest }: { lowest: string }) => String(Number(lowest || '0') * 2 + 4);

/** Strokes of a signature. */
export function drawn(name: string): { points: { x: number; y: number; atMs: number }[] }[] {
  const seed = createHash('sha256').update(name).digest();
  const stroke = (from: number, count: number) => ({
    points: Array.from({ length: count }, (_, index) => ({
      x: from + index * 12,
      y: 60 + (seed[index % seed.length]! % 40) - 20,
      atMs: from * 4 + index * 16,
    })),
  });
  return [stroke(20, 14), stroke(200, 9)];
}

export const hoursFrom = (time: Date | string, hours: number) =>
  new Date(new Date(time).getTime() + hours * 3_600_000).toISOString();
