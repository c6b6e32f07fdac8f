import { Query, type Call } from '@waystation/call';
import { GetAppointmentResponse, type GetAppointmentRequest } from '@waystation/contracts/appointments/v1/service';
import { NotFound, type CustomerContacts } from '@waystation/model';
import { decrypted, Reader } from '@waystation/store';
import { Concerns, type Concern } from '../model/concerns.ts';
import type { DiagnosisQuestion } from '../model/diagnosis-questions.ts';
import type { ToldEstimate } from '../model/estimate.ts';
import { slotNeedOf, type PlannedOperation } from '../model/plan.ts';
import { appointmentSummary, readableSummary, type SummaryRow } from '../store/appointment-columns.ts';

/** What needs more than its column. */
interface Found extends SummaryRow {
  contacts: Uint8Array | null;
  concerns: Uint8Array;
  questions: Uint8Array;
  told: Uint8Array | null;
  operations: PlannedOperation[];
  estimateNetMinor: string | null;
}

/** Who speaks with customers and takes their signature. */
const seesContacts: readonly string[] = ['APPOINTMENT_CLERK', 'SERVICE_ADVISOR', 'AFTER_SALES_MANAGER'];

@Query()
export class GetAppointment {
  constructor(private readonly reader: Reader) {}

  async execute({ appointmentId }: GetAppointmentRequest, { actor }: Call): Promise<GetAppointmentResponse> {
    const { station } = this.reader;
    const [[row], pendingTimers] = await Promise.all([
      this.reader.rows<Found>(
        `select ${appointmentSummary}, model, odometer_km as "odometerKm", source, confirmed_at as "confirmedAt", revision,
           standard_version as "standardVersion", concerns, questions, told, operations,
           estimate_version as "estimateVersion", estimate, estimate ->> 'netMinor' as "estimateNetMinor",
           preparation, beforehand, contacts
         from appointment where station_id = $1 and id = $2`,
        [station, appointmentId],
      ),
      this.reader.rows(
        'select step, due_at as "dueAt" from timer where station_id = $1 and subject_id = $2 order by due_at, step',
        [station, appointmentId],
      ),
    ]);
    if (!row) throw new NotFound('appointment', appointmentId);
    const concerns = decrypted<Concern[]>(row.concerns);
    const isTold = actor.roles.some((role) => seesContacts.includes(role));
    const known = isTold ? decrypted<CustomerContacts | null>(row.contacts) : null;
    return GetAppointmentResponse.fromJSON({
      ...readableSummary(row),
      contacts: known?.contacts ?? [],
      customerCurrency: known?.currency,
      told: decrypted<ToldEstimate | null>(row.told),
      questions: decrypted<DiagnosisQuestion[]>(row.questions).map(withoutEmptyTimes),
      concerns,
      parts: Concerns.parts(concerns),
      slotNeed: slotNeedOf(row.operations),
      pendingTimers,
    });
  }
}

function withoutEmptyTimes({ answeredAt, ...question }: DiagnosisQuestion): object {
  return { ...question, ...(answeredAt && { answeredAt }) };
}
