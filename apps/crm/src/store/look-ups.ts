import { blindIndex } from '@waystation/store';
import type { Plate } from '../model/station-vehicle.ts';

/** What stands for a phone number: its digits count, and the sign of the country's code before them. */
export function phoneIndex(phone: string): Uint8Array {
  return blindIndex(`phone ${phone.replace(/[^0-9+]/g, '')}`);
}

/** What stands for a plate: capitals and digits count, no spaces, dots and hyphens. */
export function plateIndex(plate: string): Uint8Array {
  return blindIndex(`plate ${plate.toUpperCase().replace(/[\s.·-]/g, '')}`);
}

/** A plate with what it is found by; undefined for none. */
export function plateOf(text: string): Plate | undefined {
  const plate = text.trim();
  return plate === '' ? undefined : { plate, plateIndex: plateIndex(plate) };
}
