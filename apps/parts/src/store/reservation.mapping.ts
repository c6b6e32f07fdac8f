import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import type { Lot } from '../model/reservation-line.ts';
import { Reservation, reservationSteps } from '../model/reservation.ts';

const reservationLine = defineEntity({
  name: 'ReservationLine',
  embeddable: true,
  properties: {
    itemId: p.uuid().nullable(),
    concernId: p.uuid().nullable(),
    partNumber: p.string(),
    wantedMilli: p.integer(),
    lots: p.json<Lot[]>(),
    issuedMilli: p.integer(),
    returnedMilli: p.integer(),
    expectedAt: p.datetime().nullable(),
    authorised: p.boolean(),
  },
});

export const reservationMapping = mapping(Reservation, {
  table: 'reservation',
  subject: 'reservation',
  steps: { table: reservationSteps, initial: 'empty' },
  embeds: [reservationLine],
  visit: true,
  properties: (p) => ({
    openedAt: p.datetime(),
    forAppointment: p.boolean(),
    neededAt: p.datetime().nullable(),
    orderRevision: p.integer(),
    orderedItemIds: p.json<string[]>(),
    lines: p.embedded(reservationLine).array(),
    shelf: p.text().nullable(),
    bin: p.text().nullable(),
    shortParts: p.json<string[]>(),
    reservedParts: p.json<string[]>(),
    toShelveSince: p.datetime().nullable(),
    toIssueSince: p.datetime().nullable(),
    toReturnSince: p.datetime().nullable(),
  }),
});

interface CallOfReaction {
  stationId: string;
  standardVersion: string | undefined;
  happenedAt: Date;
}

/** Largest number of reservations loaded in one step; the next receipt of goods serves the others. */
const maxReservations = 200;

export class Reservations extends Store.of(reservationMapping) {
  /** Opens a reservation for a visit that has none. */
  open(visitId: string, { stationId, standardVersion, happenedAt }: CallOfReaction): Reservation {
    const reservation = Reservation.open({ visitId, stationId, standardVersion }, happenedAt);
    this.add(reservation);
    return reservation;
  }

  /** Reservations that lack one of these parts, oldest first. */
  waitingFor(partNumbers: readonly string[]): Promise<Reservation[]> {
    const lacks = `short_parts <> '[]' and short_parts ?| $2`;
    return this.listWhere(lacks, [partNumbers], { order: 'opened_at, id', limit: maxReservations });
  }

  /** Reservations that lack or hold one of these parts, oldest first. */
  holdingOrWaitingFor(partNumbers: readonly string[]): Promise<Reservation[]> {
    const about = `(short_parts <> '[]' and short_parts ?| $2 or reserved_parts <> '[]' and reserved_parts ?| $2)`;
    return this.listWhere(about, [partNumbers], { order: 'opened_at, id' });
  }
}
