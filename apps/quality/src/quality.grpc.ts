import { GrpcController } from '@waystation/call';
import { QualityServiceService } from '@waystation/contracts/quality/v1/service';
import { GetDocument } from '@waystation/documents';
import {
  DeclineOverride,
  GrantOverride,
  ListOverrides,
  ListStationOverrides,
  RequestOverride,
} from '@waystation/overrides';
import { ListEvents } from '@waystation/service';
import { GetInspection } from './queries/get-inspection.ts';
import { ListInspections } from './queries/list-inspections.ts';
import { ListWork } from './queries/list-work.ts';
import { CloseNonconformity } from './use-cases/close-nonconformity.ts';
import { FailInspection } from './use-cases/fail-inspection.ts';
import { HandOverVehicle } from './use-cases/hand-over-vehicle.ts';
import { NoteDefect } from './use-cases/note-defect.ts';
import { ParkVehicle } from './use-cases/park-vehicle.ts';
import { PassInspection } from './use-cases/pass-inspection.ts';
import { RaiseNonconformity } from './use-cases/raise-nonconformity.ts';
import { RecordPoints } from './use-cases/record-points.ts';
import { RecordRoadTest } from './use-cases/record-road-test.ts';
import { RecordWash } from './use-cases/record-wash.ts';
import { RecordWear } from './use-cases/record-wear.ts';
import { StartInspection } from './use-cases/start-inspection.ts';

/** Step or query of each rpc. */
export class QualityController extends GrpcController.of(QualityServiceService, {
  startInspection: StartInspection,
  recordPoints: RecordPoints,
  recordRoadTest: RecordRoadTest,
  raiseNonconformity: RaiseNonconformity,
  closeNonconformity: CloseNonconformity,
  noteDefect: NoteDefect,
  recordWear: RecordWear,
  recordWash: RecordWash,
  parkVehicle: ParkVehicle,
  passInspection: PassInspection,
  failInspection: FailInspection,
  handOverVehicle: HandOverVehicle,
  requestOverride: RequestOverride,
  grantOverride: GrantOverride,
  declineOverride: DeclineOverride,
  getInspection: GetInspection,
  listInspections: ListInspections,
  getDocument: GetDocument,
  listWork: ListWork,
  listOverrides: ListOverrides,
  listStationOverrides: ListStationOverrides,
  listEvents: ListEvents,
}) {}
