import { plateKey } from '@waystation/model';
import { blindIndex } from '@waystation/store';
import type { SaidWish, Wish } from '../model/wish.ts';

/** What stands for a plate; null for none. */
export function plateIndex(plate: string): Uint8Array | null {
  const key = plateKey(plate);
  return key === '' ? null : blindIndex(`plate ${key}`);
}

/** What stands for a phone number. @param number as E.164 writes it; empty: none */
export function phoneIndex(number: string): Uint8Array | null {
  return number === '' ? null : blindIndex(`phone ${number}`);
}

/** A wish with what it is found by. */
export function indexed({ callBackNumber, ...wish }: SaidWish): Wish {
  return { ...wish, plateIndex: plateIndex(wish.plate), callBackIndex: phoneIndex(callBackNumber) };
}

/**
 * SQL: whether two rows speak of one vehicle, as `isSameVehicle` says it.
 *
 * @param one alias of a row with `vehicle_id`, `vin` and `plate_index`
 */
export function sameVehicle(one: string, other: string): string {
  return `case
    when ${one}.vehicle_id is not null and ${other}.vehicle_id is not null then ${one}.vehicle_id = ${other}.vehicle_id
    when ${one}.vin <> '' and ${other}.vin <> '' then ${one}.vin = ${other}.vin
    else ${one}.plate_index = ${other}.plate_index end`;
}
