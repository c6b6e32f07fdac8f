import type { Call } from '@waystation/call';
import { NotFound } from '@waystation/model';
import type { Reservation } from '../model/reservation.ts';
import { Stockroom } from '../model/stockroom.ts';
import { Balances } from './balance.mapping.ts';
import { Movements } from './movement.mapping.ts';
import { Parts } from './part.mapping.ts';
import { Reservations } from './reservation.mapping.ts';
import { SupplyOrders } from './supply-order.mapping.ts';

type CallOfStep = Pick<Call, 'actor' | 'happenedAt' | 'newId' | 'stationId'>;

/**
 * Opens the stock of a station for one step at a time, locked until the step ends. So no visit misses parts that another
 * step releases or receives at the same time, and steps that lock several rows do not block each other.
 */
export class Stockrooms {
  private readonly balances = new Balances();
  private readonly movements = new Movements();
  private readonly parts = new Parts();
  private readonly reservations = new Reservations();
  private readonly orders = new SupplyOrders();

  /** Opens the stock of some parts, with the reservations that wait for them. */
  async open(partNumbers: readonly string[], call: CallOfStep): Promise<Stockroom> {
    await this.balances.lockStock();
    return this.with(partNumbers, undefined, this.reservations.waitingFor(partNumbers), call);
  }

  /** Numbers of the parts received before with a delivery note. @param reference number of the note; empty without one */
  receivedBy(reference: string, partNumbers: readonly string[]): Promise<string[]> {
    return this.movements.receivedBy(reference, partNumbers);
  }

  /** Opens the stock of some parts, with the reservations that lack or hold them. */
  async openForAll(partNumbers: readonly string[], call: CallOfStep): Promise<Stockroom> {
    await this.balances.lockStock();
    return this.with(partNumbers, undefined, this.reservations.holdingOrWaitingFor(partNumbers), call);
  }

  /**
   * Opens the stock of the parts that a visit needs, with its reservation.
   *
   * @param more parts that it needs in addition
   */
  async openFor(
    visitId: string,
    call: CallOfStep,
    more: readonly { partNumber: string }[] = [],
  ): Promise<{ room: Stockroom; reservation: Reservation | undefined }> {
    const [, reservation] = await Promise.all([this.balances.lockStock(), this.reservations.find(visitId)]);
    const wanted = more.map(({ partNumber }) => partNumber);
    const partNumbers = [...new Set([...(reservation?.partNumbers ?? []), ...wanted])];
    const room = await this.with(partNumbers, visitId, this.reservations.waitingFor(partNumbers), call);
    return { room, reservation };
  }

  /** Opens the stock for a supply order of a visit or of the station. */
  async openForOrder(
    { partNumber, visitId }: { partNumber: string; visitId?: string },
    call: CallOfStep,
  ): Promise<{ room: Stockroom; reservation?: Reservation | undefined }> {
    return visitId ? this.openFor(visitId, call) : { room: await this.open([partNumber], call) };
  }

  /** Opens the stock for a visit like `openFor`. @throws NotFound if the visit has no reservation */
  async openForReserved(visitId: string, call: CallOfStep): Promise<{ room: Stockroom; reservation: Reservation }> {
    const { room, reservation } = await this.openFor(visitId, call);
    if (!reservation) throw new NotFound('reservation', visitId);
    return { room, reservation };
  }

  /** Stores the new rows. */
  keep({ movements, newBalances, newOrders }: Stockroom): void {
    for (const balance of newBalances) this.balances.add(balance);
    for (const movement of movements) this.movements.add(movement);
    for (const order of newOrders) this.orders.add(order);
  }

  private async with(
    partNumbers: readonly string[],
    visitId: string | undefined,
    concerned: Promise<Reservation[]>,
    { stationId, actor, happenedAt: at, newId }: CallOfStep,
  ): Promise<Stockroom> {
    const [balances, reservations, parts, orders] = await Promise.all([
      this.balances.of(partNumbers),
      concerned,
      this.parts.numbered(partNumbers),
      this.orders.openOf(partNumbers, visitId),
    ]);
    const clerkId = actor.kind === 'staff' ? actor.id : null;
    return Stockroom.open({ stationId, balances, parts, reservations, orders }, { clerkId, at, newId });
  }
}
