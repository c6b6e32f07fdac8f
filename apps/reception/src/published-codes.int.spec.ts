import { startTestService } from '@waystation/testing';
import { Workshop } from './clients.ts';
import { ReceptionModule } from './reception.module.ts';
import { aVisit } from '../testing/a-visit.ts';
import { condition } from '../testing/examples.ts';
import { ids } from '../testing/ids.ts';
import { DiagnoseConcern } from './use-cases/diagnose-concern.ts';
import { RecordCondition } from './use-cases/record-condition.ts';

const reception = await startTestService(ReceptionModule, { clients: [[Workshop, {}]] });
const { given } = reception;
const by = reception.actors.advisor;
const diagnosis = {
  visitId: ids.visit,
  concernId: ids.concern,
  cause: 'linings_worn',
  description: 'Linings at 3 mm',
  componentCode: '013001017',
  method: 'advisor',
};

describe('a code of a published list', () => {
  it('can be anything until a list of its kind is published', async () => {
    await given(aVisit().checkedIn())
      .when(DiagnoseConcern, { ...diagnosis, cause: 'squirrels' }, { by })
      .thenPublished('ConcernDiagnosed', { cause: 'squirrels' });
  });

  it('must be on the list: an unknown or withdrawn code is refused with the name of the list', async () => {
    const entries = [
      { code: 'linings_worn', nameEn: 'Brake linings worn', nameZh: '制动摩擦片磨损' },
      { code: 'linings_glazed', nameEn: 'Brake linings glazed', nameZh: '制动摩擦片硬化', withdrawn: true },
    ];
    await reception.keep('waystation.network.v1.CodeListState', { kind: 'cause', version: 1, entries });
    await given(aVisit().checkedIn())
      .when(DiagnoseConcern, diagnosis, { by })
      .thenPublished('ConcernDiagnosed', { cause: 'linings_worn' });
    for (const cause of ['squirrels', 'linings_glazed']) {
      await reception.reset();
      await given(aVisit().checkedIn())
        .when(DiagnoseConcern, { ...diagnosis, cause }, { by })
        .thenInvalid('cause')
        .andNothingWasPublished()
        .and(async ({ error }) => {
          expect(error).toMatchObject({ violations: [{ reason: 'CODE_UNKNOWN' }] });
          expect(await reception.sentencesOf(error, 'zh')).toContain(
            '此项不在已发布的“故障原因”清单中，请从清单中选择。',
          );
          expect(await reception.sentencesOf(error, 'en')).toContain(
            'This is not in the published list of causes of faults. Choose an entry of the list.',
          );
        });
    }
  });

  it('is checked in every field of a request without an extra round trip', async () => {
    await reception.keepCodes('damage_position', { bumper_front: ['Front bumper', '前保险杠'] });
    await reception.keepCodes('damage_kind', { scratch: ['Scratch', '划痕'] });
    await reception.keepCodes('equipment', { warning_triangle: ['Warning triangle', '三角警示牌'] });
    const [damage] = condition.damages;
    const request = {
      ...condition,
      visitId: ids.visit,
      damages: [
        { ...damage!, place: 'bumper_front' },
        { ...damage!, place: 'moon' },
      ],
      equipment: ['warning_triangle', 'anchor'],
    };
    await given(aVisit().opened())
      .when(RecordCondition, request, { by })
      .thenInvalid('damages[1].place', 'equipment[1]')
      .andTook(1);
    await reception.reset();
    await given(aVisit().opened())
      .when(RecordCondition, { ...request, damages: [request.damages[0]!], equipment: ['warning_triangle'] }, { by })
      .thenPublished('ConditionRecorded')
      .andTook(2);
  });
});
