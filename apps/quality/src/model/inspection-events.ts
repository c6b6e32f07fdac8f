import type {
  AssuranceCardIssued,
  DefectNoted,
  InspectionFailed,
  InspectionOpened,
  InspectionPassed,
  InspectionStarted,
  NonconformityClosed,
  NonconformityRaised,
  PointsRecorded,
  RoadTestRecorded,
  TruckHandedOver,
  TruckParked,
  TruckWashed,
  WearRecorded,
} from '@waystation/contracts/quality/v1/events';

/** What an inspection publishes. */
export interface InspectionEvents {
  AssuranceCardIssued: AssuranceCardIssued;
  DefectNoted: DefectNoted;
  InspectionFailed: InspectionFailed;
  InspectionOpened: InspectionOpened;
  InspectionPassed: InspectionPassed;
  InspectionStarted: InspectionStarted;
  NonconformityClosed: NonconformityClosed;
  NonconformityRaised: NonconformityRaised;
  PointsRecorded: PointsRecorded;
  RoadTestRecorded: RoadTestRecorded;
  TruckHandedOver: TruckHandedOver;
  TruckParked: TruckParked;
  TruckWashed: TruckWashed;
  WearRecorded: WearRecorded;
}
