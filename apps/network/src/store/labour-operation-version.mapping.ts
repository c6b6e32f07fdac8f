import { mapping, Store } from '@waystation/store';
import { LabourOperationVersion, type Described } from '../model/labour-operation.ts';

export const labourOperationVersionMapping = mapping(LabourOperationVersion, {
  table: 'labour_operation_version',
  subject: 'labour operation version',
  network: true,
  constraints: { labour_operation_version_once: 'VERSION_NOT_NEWER' },
  properties: (p) => ({
    ofStation: p.uuid().nullable(),
    labourOperationId: p.uuid(),
    operation: p.text(),
    number: p.integer(),
    validFrom: p.datetime(),
    described: p.json<Described>(),
  }),
});

export class LabourOperationVersions extends Store.of(labourOperationVersionMapping) {
  /** Newest versions of the manufacturer for these operations. */
  newestOfMaker(operations: readonly string[]): Promise<LabourOperationVersion[]> {
    const newest =
      'exists (select 1 from labour_operation o where o.id = labour_operation_id and o.latest_version = number)';
    return this.listWhere(`of_station is null and operation = any($1) and ${newest}`, [operations]);
  }
}
