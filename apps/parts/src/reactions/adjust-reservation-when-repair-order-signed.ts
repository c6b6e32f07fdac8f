import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderSigned } from '@waystation/contracts/reception/v1/events';
import { wantsOfOrder } from '../model/reservation-line.ts';
import { Reservations } from '../store/reservation.mapping.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@Reaction('waystation.reception.v1.RepairOrderSigned')
export class AdjustReservationWhenRepairOrderSigned {
  constructor(
    private readonly stockrooms: Stockrooms,
    private readonly reservations: Reservations,
  ) {}

  async execute({ visitId, ...order }: RepairOrderSigned, call: Call): Promise<void> {
    const opened = await this.stockrooms.openFor(visitId, call, wantsOfOrder(order.items));
    const reservation = opened.reservation ?? this.reservations.open(visitId, call);
    reservation.follow(order, opened.room);
    this.stockrooms.keep(opened.room);
  }
}
