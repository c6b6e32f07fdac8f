import { plateFrom } from '@waystation/model';
import { blindIndex } from '@waystation/store';
import type { Plate } from '../model/station-vehicle.ts';

/** Blind index of a phone number. @param number in E.164 notation */
export function phoneIndex(number: string): Uint8Array {
  return blindIndex(`phone ${number}`);
}

/**
 * Plate with its blind index; undefined for an empty text.
 *
 * @throws Invalid for a text that cannot be a plate
 */
export function plateOf(text: string): Plate | undefined {
  const found = plateFrom(text);
  return found && { plate: found.plate, plateIndex: blindIndex(`plate ${found.key}`) };
}
