import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderCountersigned } from '@waystation/contracts/reception/v1/events';
import { wantsOfOrder } from '../model/reservation-line.ts';
import { Reservations } from '../store/reservation.mapping.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@Reaction('waystation.reception.v1.RepairOrderCountersigned')
export class AdjustReservationWhenRepairOrderCountersigned {
  constructor(
    private readonly stockrooms: Stockrooms,
    private readonly reservations: Reservations,
  ) {}

  async execute({ visitId, ...order }: RepairOrderCountersigned, call: Call): Promise<void> {
    const opened = await this.stockrooms.openFor(visitId, call, wantsOfOrder(order.items));
    const reservation = opened.reservation ?? this.reservations.open(visitId, call);
    reservation.follow(order, opened.room);
    this.stockrooms.keep(opened.room);
  }
}
