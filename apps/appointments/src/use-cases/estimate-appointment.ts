import { UseCase, type Call } from '@waystation/call';
import type {
  EstimateAppointmentRequest,
  EstimateAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import { price, pricesInForce } from '@waystation/pricing';
import { LabourOperations, ReferencePrices, Stations } from '@waystation/reference';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class EstimateAppointment {
  constructor(
    private readonly appointments: Appointments,
    private readonly stations: Stations,
    private readonly prices: ReferencePrices,
    private readonly operations: LabourOperations,
  ) {}

  async execute({ appointmentId }: EstimateAppointmentRequest, { now }: Call): Promise<EstimateAppointmentResponse> {
    const [appointment, station] = await Promise.all([this.appointments.get(appointmentId), this.stations.own()]);
    const [lines, published] = await Promise.all([
      this.prices.startedBy(now, station, { labour: true, parts: appointment.partNumbers }),
      this.operations.inForce(appointment.operationCodes, now),
    ]);
    const prices = pricesInForce(lines, now, station);
    const { netMinor, taxMinor, ...estimate } = appointment.estimateAppointment(
      published,
      (wanted) => price(wanted, prices, { language: station.language }),
      now,
    );
    const { status, revision, estimateVersion } = appointment;
    return { appointmentId, status, revision, estimateVersion, estimate, netMinor, taxMinor };
  }
}
