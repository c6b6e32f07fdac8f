import { plateKey } from '@waystation/model';
import { blindIndex } from '@waystation/store';
import type { PlainRequestDetails, RequestDetails } from '../model/request-details.ts';

/** Search index of a plate; null without a plate. */
export function plateIndex(plate: string): Uint8Array | null {
  const key = plateKey(plate);
  return key === '' ? null : blindIndex(`plate ${key}`);
}

/** Search index of a phone number; null without a number. @param number in E.164; empty: none */
export function phoneIndex(number: string): Uint8Array | null {
  return number === '' ? null : blindIndex(`phone ${number}`);
}

/** RequestDetails with its search indexes. */
export function indexed({ callBackNumber, ...request }: PlainRequestDetails): RequestDetails {
  return { ...request, plateIndex: plateIndex(request.plate), callBackIndex: phoneIndex(callBackNumber) };
}

/**
 * SQL condition that two rows concern the same vehicle, by the rules of `isSameVehicle`.
 *
 * @param one alias of a row with `vehicle_id`, `vin` and `plate_index`, like `other`
 */
export function sameVehicle(one: string, other: string): string {
  return `case
    when ${one}.vehicle_id is not null and ${other}.vehicle_id is not null then ${one}.vehicle_id = ${other}.vehicle_id
    when ${one}.vin <> '' and ${other}.vin <> '' then ${one}.vin = ${other}.vin
    else ${one}.plate_index = ${other}.plate_index end`;
}
