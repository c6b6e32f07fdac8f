/** Test drive, recorded by the inspector. */
export interface Drive {
  leadTechnicianId: string;
  /** Decimal number. */
  distanceKm: string;
  route: string;
  remarks: string;
}

/** Test drive without its route and remarks, which are in `InspectionTexts`. */
export interface RoadTest {
  inspectorId: string;
  leadTechnicianId: string;
  distanceKm: string;
  drivenAt: Date;
}
