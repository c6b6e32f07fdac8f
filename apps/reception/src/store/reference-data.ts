import { FormState, LabourOperationState, StaffState, StationState } from '@waystation/contracts/network/v1/state';
import { PartState } from '@waystation/contracts/parts/v1/state';
import { Unavailable } from '@waystation/model';
import { currentScope, Reference } from '@waystation/store';
import type { CataloguePart } from '../model/order-item.ts';

export class Forms extends Reference.of<FormState>('network.form.state.v1') {
  /** A version of a form, or undefined when it is not known here. */
  async version(formId: string, formVersion: number): Promise<FormState | undefined> {
    if (formId === '') return undefined;
    const found = await this.find(`${formId}:${formVersion}`);
    return found && FormState.fromJSON(found);
  }
}

export class Staff extends Reference.of<StaffState>('network.staff.state.v1') {
  /** Somebody of the station; undefined where it has no such person, or nobody is meant. */
  async member(stationId: string, staffId: string): Promise<StaffState | undefined> {
    if (staffId === '') return undefined;
    const found = await this.find(`${stationId}:${staffId}`);
    return found && StaffState.fromJSON(found);
  }
}

export class Stations extends Reference.of<StationState>('network.station.state.v1') {
  /** @throws Unavailable while the station itself is not known here yet */
  async own(stationId: string): Promise<StationState> {
    const found = await this.find(stationId);
    if (!found) throw new Unavailable('STATION_NOT_KNOWN_YET', { stationId });
    return StationState.fromJSON(found);
  }
}

export class Catalogue extends Reference.of<PartState>('parts.part.state.v1') {
  /** Parts as the catalogue describes them, by number; those that it has. */
  async described(
    parts: readonly { partNumber: string }[],
    language: string,
  ): Promise<ReadonlyMap<string, CataloguePart>> {
    if (parts.length === 0) return new Map();
    const found = await this.list(parts.map(({ partNumber }) => partNumber));
    const known = found.map((part) => PartState.fromJSON(part));
    const isZh = language.startsWith('zh');
    return new Map(
      known.map(({ partNumber, unit, descriptionZh, descriptionEn }) => [
        partNumber,
        { description: isZh ? descriptionZh : descriptionEn, unit },
      ]),
    );
  }
}

export class LabourOperations extends Reference.of<LabourOperationState>('network.labour-operation.state.v1') {
  /** Of each code that is published what counts at a time: the station's own hours, or else the maker's. */
  async inForce(codes: readonly string[], at: Date): Promise<LabourOperationState[]> {
    if (codes.length === 0) return [];
    const text = `select distinct on (value ->> 'operation') value from reference_data
      where topic = $1 and value ->> 'operation' = any($2) and (value ->> 'from')::timestamptz <= $3
      order by value ->> 'operation', station_id nulls last, (value ->> 'from')::timestamptz desc,
        coalesce((value ->> 'version')::int, 0) desc`;
    const rows = await currentScope().query({ text, values: [this.topic, codes, at] });
    return rows.map(({ value }) => LabourOperationState.fromJSON(value));
  }
}

export class StandardVersions extends Reference.of<{ version: string }>('network.standard.state.v1') {
  /** The version that counts for a visit that begins now; undefined while none is known here. */
  async inForce(stationId: string, at: Date): Promise<string | undefined> {
    const text = `select value ->> 'version' as version from reference_data
      where topic = $1 and station_id = $2 and (value ->> 'from')::timestamptz <= $3
      order by (value ->> 'from')::timestamptz desc, (value ->> 'version')::bigint desc limit 1`;
    const [row] = await currentScope().query({ text, values: [this.topic, stationId, at] });
    return row?.['version'] as string | undefined;
  }
}
