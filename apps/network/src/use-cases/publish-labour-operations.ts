import { UseCase, type Call } from '@waystation/call';
import type {
  PublishLabourOperationsRequest,
  PublishLabourOperationsResponse,
} from '@waystation/contracts/network/v1/service';
import { LabourOperation, mustBeDistinct } from '../model/labour-operation.ts';
import { LabourOperationVersions } from '../store/labour-operation-version.mapping.ts';
import { LabourOperations } from '../store/labour-operation.mapping.ts';

@UseCase()
export class PublishLabourOperations {
  constructor(
    private readonly operations: LabourOperations,
    private readonly versions: LabourOperationVersions,
  ) {}

  async execute(
    { version, from, operations }: PublishLabourOperationsRequest,
    { now, newId }: Call,
  ): Promise<PublishLabourOperationsResponse> {
    mustBeDistinct(operations, 'operations');
    const codes = operations.map(({ operation }) => operation);
    const known = await this.operations.withCodes(codes, null);
    for (const described of operations) {
      const { operation: code } = described;
      const found = known.find(({ operation }) => operation === code);
      const operation = found ?? LabourOperation.open(newId(), code);
      if (!found) this.operations.add(operation);
      this.versions.add(operation.publishVersion({ version, from }, described, newId(), now));
    }
    return { version, published: operations.length };
  }
}
