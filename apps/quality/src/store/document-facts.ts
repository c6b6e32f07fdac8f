import { codeListsOf, namesFrom } from '@waystation/call';
import type { Guarantee } from '@waystation/contracts/quality/v1/events';
import { VehicleState } from '@waystation/contracts/crm/v1/state';
import { FormState, StaffState, StationState } from '@waystation/contracts/network/v1/state';
import type { Names } from '@waystation/names';
import { Forms, Staff, Stations } from '@waystation/reference';
import { decrypted, type Reader } from '@waystation/store';
import type { Defect } from '../model/defects.ts';
import type { InspectedItem } from '../model/finished-work.ts';
import { guaranteesOf } from '../model/guarantee-terms.ts';
import type { Nonconformity } from '../model/nonconformities.ts';
import type { PointResult } from '../model/point-results.ts';
import type { RoadTest } from '../model/road-test.ts';
import type { SpecifiedPoint } from '../model/specification.ts';
import type { OrderedWork } from '../model/visit-file.ts';
import type { WearReading } from '../model/wear.ts';

/** Data for the documents of an inspection that is about to pass. */
export interface DocumentFacts {
  /** Versions of the rows from which the data were read. */
  ofVersions: { inspection: number; file: number };
  visitId: string;
  round: number;
  orderRevision: number;
  vehicleId: string;
  /** Empty if the service does not know the vehicle. */
  vin: string;
  odometerKm: number | null;
  items: InspectedItem[];
  specificationEn: string;
  specificationZh: string;
  specification: SpecifiedPoint[];
  points: PointResult[];
  roadTest: RoadTest | null;
  nonconformities: Nonconformity[];
  defects: Defect[];
  wear: WearReading[];
  texts: Record<string, string>;
  washedAt: Date | null;
  guarantees: Guarantee[];
  inspector: string;
  leadTechnician: string;
  station: StationState;
  /** Names of components, wear parts, positions and units. */
  names: Names;
}

interface InspectionRow {
  version: number;
  round: number;
  order_revision: number;
  items: InspectedItem[];
  specification: SpecifiedPoint[];
  points: PointResult[];
  road_test: RoadTest | null;
  nonconformities: Nonconformity[];
  defects: Defect[];
  wear: WearReading[];
  washed_at: Date | null;
  texts: Buffer;
  inspector_id: string;
  lead_technician_id: string;
}

interface FileRow {
  version: number;
  vehicle_id: string | null;
  odometer_km: number | null;
  items: OrderedWork[];
}

interface Reference {
  value: unknown;
}

const ofInspection = 'from inspection where station_id = $1 and id = $2';

/** Reads the data in one round trip; undefined without a started inspection, or while data are missing. */
export async function documentFactsOf(reader: Reader, visitId: string): Promise<DocumentFacts | undefined> {
  const { station } = reader;
  const lists = codeListsOf(['component', 'unit', 'wear_part', 'wear_position']);
  const [[inspection], [file], [place], [form], staff, [vehicle], published] = await Promise.all([
    reader.rows<InspectionRow>(
      `select version, round, order_revision, items, specification, points, road_test, nonconformities, defects, wear,
         washed_at, texts, inspector_id, lead_technician_id
       ${ofInspection} and status = 'started'`,
      [station, visitId],
    ),
    reader.rows<FileRow>(
      'select version, vehicle_id, odometer_km, items from visit_file where station_id = $1 and id = $2',
      [station, visitId],
    ),
    reader.rows<Reference>('select value from reference_data where topic = $1 and key = $2', [Stations.topic, station]),
    reader.rows<Reference>(
      `select value from reference_data
       where topic = '${Forms.topic}' and key = (select form_id::text || ':' || form_version ${ofInspection})`,
      [station, visitId],
    ),
    reader.rows<Reference>(
      `select value from reference_data
       where topic = '${Staff.topic}'
         and key in (select station_id::text || ':' || unnest(array[inspector_id, lead_technician_id]) ${ofInspection})`,
      [station, visitId],
    ),
    // This station published the vehicle's newest state when it opened the visit; other stations do not see it.
    reader.rows<Reference>(
      `select value from reference_data
       where topic = 'crm.vehicle.state.v1'
         and key = (select vehicle_id::text from visit_file where station_id = $1 and id = $2)`,
      [station, visitId],
    ),
    reader.rows(lists.text, lists.values),
  ]);
  if (!inspection || !file || !place) return undefined;
  const members = staff.map(({ value }) => StaffState.fromJSON(value));
  const nameOf = (id: string) => members.find(({ staffId }) => staffId === id)?.displayName ?? '';
  const { titleEn, titleZh } = FormState.fromJSON(form?.value ?? {});
  const { jurisdiction, ...others } = StationState.fromJSON(place.value);
  const { items, specification, points, nonconformities, defects, wear } = inspection;
  return {
    ofVersions: { inspection: inspection.version, file: file.version },
    visitId,
    round: inspection.round,
    orderRevision: inspection.order_revision,
    vehicleId: file.vehicle_id ?? '',
    vin: VehicleState.fromJSON(vehicle?.value ?? {}).vin,
    odometerKm: file.odometer_km,
    items,
    specificationEn: titleEn,
    specificationZh: titleZh,
    specification,
    points,
    roadTest: inspection.road_test,
    nonconformities,
    defects,
    wear,
    texts: decrypted(inspection.texts),
    washedAt: inspection.washed_at,
    guarantees: guaranteesOf(items, file.items, jurisdiction),
    inspector: nameOf(inspection.inspector_id),
    leadTechnician: nameOf(inspection.lead_technician_id),
    station: { jurisdiction, ...others },
    names: namesFrom(published),
  };
}
