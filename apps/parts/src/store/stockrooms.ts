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
 * The store of a station, opened for one step at a time: who opens it has it to himself until the step ends. So nobody
 * waits in vain for what another sets free or brings in at the same time, and none who lock several rows block each other.
 */
export class Stockrooms {
  private readonly balances = new Balances();
  private readonly movements = new Movements();
  private readonly parts = new Parts();
  private readonly reservations = new Reservations();
  private readonly orders = new SupplyOrders();

  /** About some parts, and those who wait for them. */
  async open(partNumbers: readonly string[], call: CallOfStep): Promise<Stockroom> {
    await this.balances.alone();
    return this.with(partNumbers, undefined, this.reservations.waitingFor(partNumbers), call);
  }

  /** Which of the parts a delivery note has brought in before. @param reference number of the note; empty: no note */
  receivedBy(reference: string, partNumbers: readonly string[]): Promise<string[]> {
    return this.movements.receivedBy(reference, partNumbers);
  }

  /** About some parts, and all who wait for them or have some set aside. */
  async openForAll(partNumbers: readonly string[], call: CallOfStep): Promise<Stockroom> {
    await this.balances.alone();
    return this.with(partNumbers, undefined, this.reservations.concernedBy(partNumbers), call);
  }

  /**
   * About what a visit wants.
   *
   * @param more what it is to have beside what it wants already
   */
  async openFor(
    visitId: string,
    call: CallOfStep,
    more: readonly { partNumber: string }[] = [],
  ): Promise<{ room: Stockroom; reservation: Reservation | undefined }> {
    const [, reservation] = await Promise.all([this.balances.alone(), this.reservations.find(visitId)]);
    const wanted = more.map(({ partNumber }) => partNumber);
    const partNumbers = [...new Set([...(reservation?.partNumbers ?? []), ...wanted])];
    const room = await this.with(partNumbers, visitId, this.reservations.waitingFor(partNumbers), call);
    return { room, reservation };
  }

  /** About what is ordered: for a visit, or for the store. */
  async openAbout(
    { partNumber, visitId }: { partNumber: string; visitId?: string },
    call: CallOfStep,
  ): Promise<{ room: Stockroom; reservation?: Reservation | undefined }> {
    return visitId ? this.openFor(visitId, call) : { room: await this.open([partNumber], call) };
  }

  /** As `openFor`, where the visit wants parts or an order of it was signed. @throws NotFound */
  async openOf(visitId: string, call: CallOfStep): Promise<{ room: Stockroom; reservation: Reservation }> {
    const { room, reservation } = await this.openFor(visitId, call);
    if (!reservation) throw new NotFound('reservation', visitId);
    return { room, reservation };
  }

  /** Stores what is new of it. */
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
      this.orders.openAbout(partNumbers, visitId),
    ]);
    const keeperId = actor.kind === 'staff' ? actor.id : null;
    return Stockroom.open({ stationId, balances, parts, reservations, orders }, { keeperId, at, newId });
  }
}
