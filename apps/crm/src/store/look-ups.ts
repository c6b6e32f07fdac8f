import { plateFrom } from '@waystation/model';
import { blindIndex } from '@waystation/store';
import type { Plate } from '../model/station-vehicle.ts';

/** What stands for a phone number. @param number as E.164 writes it */
export function phoneIndex(number: string): Uint8Array {
  return blindIndex(`phone ${number}`);
}

/**
 * A plate with what it is found by; undefined for none.
 *
 * @throws Invalid for a text that no plate can bear
 */
export function plateOf(text: string): Plate | undefined {
  const found = plateFrom(text);
  return found && { plate: found.plate, plateIndex: blindIndex(`plate ${found.key}`) };
}
