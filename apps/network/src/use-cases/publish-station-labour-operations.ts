import { UseCase, type Call } from '@waystation/call';
import type {
  PublishStationLabourOperationsRequest,
  PublishStationLabourOperationsResponse,
} from '@waystation/contracts/network/v1/service';
import { LabourOperation, mustBeDistinct, withStationLabourTimes } from '../model/labour-operation.ts';
import { LabourOperationVersions } from '../store/labour-operation-version.mapping.ts';
import { LabourOperations } from '../store/labour-operation.mapping.ts';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class PublishStationLabourOperations {
  constructor(
    private readonly stations: Stations,
    private readonly operations: LabourOperations,
    private readonly versions: LabourOperationVersions,
  ) {}

  async execute(
    { stationId, version, from, labourTimes }: PublishStationLabourOperationsRequest,
    { now, newId }: Call,
  ): Promise<PublishStationLabourOperationsResponse> {
    mustBeDistinct(labourTimes, 'labour_times');
    const codes = labourTimes.map(({ operation }) => operation);
    const [station, known, makers] = await Promise.all([
      this.stations.get(stationId),
      this.operations.withCodes(codes, stationId),
      this.versions.newestOfMaker(codes),
    ]);
    station.mustAllowPrices();
    for (const described of withStationLabourTimes(makers, labourTimes)) {
      const { operation: code } = described;
      const found = known.find(({ operation }) => operation === code);
      const operation = found ?? LabourOperation.open(newId(), code, stationId);
      if (!found) this.operations.add(operation);
      this.versions.add(operation.publishVersion({ version, from }, described, newId(), now));
    }
    return { version, published: labourTimes.length };
  }
}
