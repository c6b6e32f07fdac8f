import { UseCase, type Call } from '@waystation/call';
import type {
  EstimateAppointmentRequest,
  EstimateAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import { price, priceListInForce } from '@waystation/pricing';
import { Appointments } from '../store/appointment.mapping.ts';
import { LabourOperations, PriceLists, Stations } from '../store/reference-data.ts';

@UseCase()
export class EstimateAppointment {
  constructor(
    private readonly appointments: Appointments,
    private readonly stations: Stations,
    private readonly priceLists: PriceLists,
    private readonly operations: LabourOperations,
  ) {}

  async execute(
    { appointmentId }: EstimateAppointmentRequest,
    { stationId, now }: Call,
  ): Promise<EstimateAppointmentResponse> {
    const [appointment, station] = await Promise.all([
      this.appointments.get(appointmentId),
      this.stations.here(stationId),
    ]);
    const [lists, published] = await Promise.all([
      this.priceLists.begunBy(now, station),
      this.operations.inForce(appointment.operationCodes, now),
    ]);
    const prices = priceListInForce(lists, now, station);
    const { netMinor, taxMinor, ...estimate } = appointment.reckon(
      published,
      (wanted) => price(wanted, prices, { language: station.language }),
      now,
    );
    const { status, revision, estimateVersion } = appointment;
    return { appointmentId, status, revision, estimateVersion, estimate, netMinor, taxMinor };
  }
}
