/** A test drive, as the inspector records it. */
export interface Drive {
  leadTechnicianId: string;
  /** Decimal number. */
  distanceKm: string;
  route: string;
  remarks: string;
}

/** A test drive; its route and remarks are kept apart (see `InspectionTexts`). */
export interface RoadTest {
  inspectorId: string;
  leadTechnicianId: string;
  distanceKm: string;
  drivenAt: Date;
}
