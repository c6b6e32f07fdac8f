import { LabourOperationState } from '@waystation/contracts/network/v1/state';
import { Reference } from './reference.ts';

/** Published labour operations. */
export class LabourOperations extends Reference.of(LabourOperationState, 'waystation.network.v1.LabourOperationState') {
  /** Version in force of each published code: the station's own before the network's, then the newest. */
  async inForce(codes: readonly string[], at: Date): Promise<LabourOperationState[]> {
    if (codes.length === 0) return [];
    return this.select(
      `select distinct on (value ->> 'operation') value from reference_data
       where topic = $1 and value ->> 'operation' = any($2) and (value ->> 'from')::timestamptz <= $3
       order by value ->> 'operation', station_id nulls last, (value ->> 'from')::timestamptz desc,
         coalesce((value ->> 'version')::int, 0) desc`,
      [codes, at],
    );
  }
}
