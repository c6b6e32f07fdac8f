import { Query, type Call } from '@waystation/call';
import { GetInspectionResponse, type GetInspectionRequest } from '@waystation/contracts/quality/v1/service';
import { NotFound } from '@waystation/model';
import { decrypted, Reader } from '@waystation/store';
import type { Concession } from '../model/concession.ts';
import type { Defect } from '../model/defects.ts';
import { about } from '../model/inspection-texts.ts';
import type { Nonconformity } from '../model/nonconformities.ts';
import type { PointResult } from '../model/point-results.ts';
import type { RoadTest } from '../model/road-test.ts';
import type { SpecifiedPoint } from '../model/specification.ts';
import { inspectionSummary } from '../store/inspection-columns.ts';

/** What has words in another column. */
interface Worded {
  specification: SpecifiedPoint[];
  points: PointResult[];
  nonconformities: Nonconformity[];
  defects: Defect[];
  roadTest: RoadTest | null;
  texts: Buffer;
  concessions: Buffer;
}

/** Who deals with the customer of what does not hold. */
const seesSigners: readonly string[] = ['QUALITY_INSPECTOR', 'SERVICE_ADVISOR', 'AFTER_SALES_MANAGER'];

@Query()
export class GetInspection {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetInspectionRequest, { actor }: Call): Promise<GetInspectionResponse> {
    const [row] = await this.reader.rows<Worded>(
      `select ${inspectionSummary},
         lead_technician_id as "leadTechnicianId", worker_ids as "workerIds", items, form_id as "formId",
         form_version as "formVersion", specification, road_test_asked as "roadTestAsked", points,
         road_test as "roadTest", nonconformities, defects, wear, washed_at as "washedAt", washed_by as "washedBy",
         parked_at as "parkedAt", space, passed_at as "passedAt", documents, handover, texts, concessions
       from inspection where station_id = $1 and id = $2`,
      [this.reader.station, visitId],
    );
    if (!row) throw new NotFound('inspection', visitId);
    const {
      specification,
      points,
      nonconformities,
      defects,
      roadTest,
      texts: bytes,
      concessions: signed,
      ...others
    } = row;
    const texts = decrypted<Record<string, string>>(bytes);
    const isTold = actor.roles.some((role) => seesSigners.includes(role));
    const concessions = isTold ? decrypted<Record<string, Concession>>(signed) : {};
    return GetInspectionResponse.fromJSON({
      inspection: {
        ...others,
        summary: others,
        specification: specification.map(({ code, ...point }) => ({ pointId: code, ...point })),
        points: points.map((point) => ({ ...point, remarks: texts[about.point(point.pointId)] })),
        nonconformities: nonconformities.map((each) => ({
          ...each,
          description: texts[each.nonconformityId],
          concession: concessions[each.nonconformityId],
        })),
        defects: defects.map((defect) => ({ ...defect, description: texts[defect.defectId] })),
        ...(roadTest && { roadTest: { ...roadTest, route: texts[about.route], remarks: texts[about.roadTest] } }),
      },
    });
  }
}
