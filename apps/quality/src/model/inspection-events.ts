import type {
  GuaranteeCertificateIssued,
  DefectNoted,
  InspectionFailed,
  InspectionOpened,
  InspectionPassed,
  InspectionStarted,
  NonconformityClosed,
  NonconformityRaised,
  PointsRecorded,
  RoadTestRecorded,
  VehicleHandedOver,
  VehicleParked,
  VehicleWashed,
  WearRecorded,
} from '@waystation/contracts/quality/v1/events';

/** Events of an inspection. */
export interface InspectionEvents {
  GuaranteeCertificateIssued: GuaranteeCertificateIssued;
  DefectNoted: DefectNoted;
  InspectionFailed: InspectionFailed;
  InspectionOpened: InspectionOpened;
  InspectionPassed: InspectionPassed;
  InspectionStarted: InspectionStarted;
  NonconformityClosed: NonconformityClosed;
  NonconformityRaised: NonconformityRaised;
  PointsRecorded: PointsRecorded;
  RoadTestRecorded: RoadTestRecorded;
  VehicleHandedOver: VehicleHandedOver;
  VehicleParked: VehicleParked;
  VehicleWashed: VehicleWashed;
  WearRecorded: WearRecorded;
}
