import { mapping, Store } from '@waystation/store';
import { LabourOperation, labourOperationSteps } from '../model/labour-operation.ts';

export const labourOperationMapping = mapping(LabourOperation, {
  table: 'labour_operation',
  subject: 'labour operation',
  network: true,
  steps: { table: labourOperationSteps, initial: 'published' },
  constraints: { labour_operation_once: 'VERSION_NOT_NEWER' },
  properties: (p) => ({
    ofStation: p.uuid().nullable(),
    operation: p.text(),
    latestVersion: p.integer(),
    latestFrom: p.datetime().nullable(),
  }),
});

export class LabourOperations extends Store.of(labourOperationMapping) {
  /**
   * Operations with these codes that were published before.
   *
   * @param stationId station that sets the hours; null for the manufacturer
   */
  withCodes(operations: readonly string[], stationId: string | null): Promise<LabourOperation[]> {
    const condition = 'operation = any($1) and of_station is not distinct from $2::uuid';
    return this.listWhere(condition, [operations, stationId], { order: 'operation' });
  }
}
