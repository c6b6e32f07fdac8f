import { Query, type Call } from '@waystation/call';
import { GetAppointmentResponse, type GetAppointmentRequest } from '@waystation/contracts/appointments/v1/service';
import { NotFound } from '@waystation/model';
import { decrypted, Reader, selectOf, type RowOf } from '@waystation/store';
import { Concerns } from '../model/concerns.ts';
import type { DiagnosisQuestion } from '../model/diagnosis-questions.ts';
import { slotRequirementOf } from '../model/plan.ts';
import { appointmentSummary, readableSummary, type SummaryRow } from '../store/appointment-columns.ts';
import { appointmentMapping } from '../store/appointment.mapping.ts';

const details = selectOf(
  appointmentMapping,
  `model, odometerKm, source, confirmedAt, revision, standardVersion, concerns, questions, explainedEstimate, operations, estimateVersion,
   estimate, preparation, reconfirmations, contacts`,
);
const text = `select ${appointmentSummary}, ${details}, estimate ->> 'netMinor' as "estimateNetMinor"
  from appointment where station_id = $1 and id = $2`;

/** Roles that speak with customers and take their signature. */
const seesContacts: readonly string[] = ['APPOINTMENT_CLERK', 'SERVICE_ADVISOR', 'AFTER_SALES_MANAGER'];

@Query()
export class GetAppointment {
  constructor(private readonly reader: Reader) {}

  async execute({ appointmentId }: GetAppointmentRequest, { actor }: Call): Promise<GetAppointmentResponse> {
    const { station } = this.reader;
    const [[row], pendingTimers] = await Promise.all([
      this.reader.rows<SummaryRow & RowOf<typeof details>>(text, [station, appointmentId]),
      this.reader.rows(
        'select step, due_at as "dueAt" from timer where station_id = $1 and subject_id = $2 order by due_at, step',
        [station, appointmentId],
      ),
    ]);
    if (!row) throw new NotFound('appointment', appointmentId);
    const concerns = decrypted(row.concerns);
    const showsContacts = actor.roles.some((role) => seesContacts.includes(role));
    const known = showsContacts ? decrypted(row.contacts) : null;
    return GetAppointmentResponse.fromJSON({
      ...readableSummary(row),
      contacts: known?.contacts ?? [],
      customerCurrency: known?.currency,
      explainedEstimate: decrypted(row.explainedEstimate),
      questions: decrypted(row.questions).map(withoutEmptyTimes),
      concerns,
      parts: Concerns.parts(concerns),
      slotRequirement: slotRequirementOf(row.operations),
      pendingTimers,
    });
  }
}

function withoutEmptyTimes({ answeredAt, ...question }: DiagnosisQuestion): object {
  return { ...question, ...(answeredAt && { answeredAt }) };
}
