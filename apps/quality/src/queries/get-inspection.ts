import { Query, type Call } from '@waystation/call';
import { GetInspectionResponse, type GetInspectionRequest } from '@waystation/contracts/quality/v1/service';
import { NotFound } from '@waystation/model';
import { decrypted, Reader, selectOf, type RowOf } from '@waystation/store';
import { about } from '../model/inspection-texts.ts';
import { inspectionSummary } from '../store/inspection-columns.ts';
import { inspectionMapping } from '../store/inspection.mapping.ts';

const details = selectOf(
  inspectionMapping,
  `leadTechnicianId, workerIds, items, formId, formVersion, specification, roadTestRequired, points, roadTest, nonconformities,
   defects, wear, washedAt, washedBy, parkedAt, space, passedAt, documents, handover, texts, concessions`,
);
const text = `select ${inspectionSummary}, ${details} from inspection where station_id = $1 and id = $2`;

/** Roles that discuss nonconformities with the customer, and therefore see the signers of concessions. */
const signerRoles: readonly string[] = ['QUALITY_INSPECTOR', 'SERVICE_ADVISOR', 'AFTER_SALES_MANAGER'];

@Query()
export class GetInspection {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetInspectionRequest, { actor }: Call): Promise<GetInspectionResponse> {
    const [row] = await this.reader.rows<RowOf<typeof details>>(text, [this.reader.station, visitId]);
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
    const texts = decrypted(bytes);
    const maySeeSigners = actor.roles.some((role) => signerRoles.includes(role));
    const concessions = maySeeSigners ? decrypted(signed) : {};
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
