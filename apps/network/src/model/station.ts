import type { Bay, OpeningHours } from '@waystation/contracts/network/v1/state';
import { Aggregate, mustBeCurrency, NotFound, toWallTime } from '@waystation/model';
import type { CountingStandard } from './merged-standard.ts';
import { mustBeWithinSize } from './size-limit.ts';
import { mustBeOpeningTimes } from './opening-hours.ts';
import { stationSteps, type StationEvents } from './station-steps.ts';

/** Facts of a station when it is authorised. */
export interface StationFacts {
  name: string;
  regionId: string;
  stationClassId: string;
  /** IANA time zone. */
  timeZone: string;
  jurisdiction: string;
  currency: string;
  /** `en` or `zh`. */
  language: string;
  address: string;
  phone: string;
}

/** Opening hours of a station. */
export interface OpeningTimes {
  openingHours: OpeningHours[];
  /** Dates in the zone of the station. */
  closedOn: string[];
  reservedForAppointmentsPercent: number;
  reservedUntilHour: number;
}

/** Standard published for the station. */
export interface TakenStandard {
  number: number;
  /** Merged versions, see `CountingStandard`. */
  of: string;
  validFrom: Date;
}

/** Station with its bays, opening hours and standards. Has the id of the station. */
export class Station extends Aggregate<typeof stationSteps, StationEvents, 'station', 'network'> {
  declare name: string;
  declare regionId: string;
  declare stationClassId: string;
  declare timeZone: string;
  declare jurisdiction: string;
  declare currency: string;
  declare language: string;
  declare address: string;
  declare phone: string;
  /** Reason for the suspension or closing. */
  statusReason: string | null = null;
  statusRemarks: string | null = null;
  bays: Bay[] = [];
  openingHours: OpeningHours[] = [];
  closedOn: string[] = [];
  reservedForAppointmentsPercent = 0;
  reservedUntilHour = 0;
  /** Number of the newest standard published for the station. */
  standards = 0;
  /** Published standards that are valid now or later. */
  adoptedStandards: TakenStandard[] = [];

  protected get steps() {
    return stationSteps;
  }
  protected get subject() {
    return 'station' as const;
  }
  override get eventStation() {
    return this.id;
  }

  /** @throws Invalid for an unknown zone or currency */
  static authorise(id: string, facts: StationFacts, at: Date): Station {
    toWallTime(at, facts.timeZone); // throws for an unknown zone
    const station = new Station();
    station.begin({ id }, 'open');
    const { name, regionId, stationClassId, timeZone, jurisdiction, currency, language, address, phone } = facts;
    mustBeCurrency(currency);
    Object.assign(station, {
      name,
      regionId,
      stationClassId,
      timeZone,
      jurisdiction,
      currency,
      language,
      address,
      phone,
    });
    station.publish('StationState', at, station.state);
    return station;
  }

  suspend(reason: string, remarks: string, at: Date): void {
    this.step('suspend', at, { reason });
    this.statusReason = reason;
    this.statusRemarks = remarks;
    this.publish('StationState', at, this.state);
  }

  reopen(at: Date): void {
    this.step('reopen', at);
    this.statusReason = this.statusRemarks = null;
    this.publish('StationState', at, this.state);
  }

  close(reason: string, remarks: string, at: Date): void {
    this.step('close', at, { reason });
    this.statusReason = reason;
    this.statusRemarks = remarks;
    this.publish('StationState', at, this.state);
  }

  /** @param isNew true to add a bay, false to change the name or kind of an existing one */
  defineBay({ bayId, name, kind }: Bay, isNew: boolean, at: Date): void {
    this.mustAllow('defineBay');
    if (!isNew && !this.bays.some((bay) => bay.bayId === bayId)) throw new NotFound('bay', bayId);
    const defined = { bayId, name, kind };
    this.bays = isNew ? [...this.bays, defined] : this.bays.map((bay) => (bay.bayId === bayId ? defined : bay));
    mustBeWithinSize(this.state);
    this.step('defineBay', at, this.state);
  }

  setOpeningHours(times: OpeningTimes, at: Date): void {
    this.mustAllow('setOpeningHours');
    mustBeOpeningTimes(times.openingHours, times.closedOn);
    this.openingHours = times.openingHours;
    this.closedOn = times.closedOn.toSorted();
    this.reservedForAppointmentsPercent = times.reservedForAppointmentsPercent;
    this.reservedUntilHour = times.reservedUntilHour;
    this.step('setOpeningHours', at, this.state);
  }

  /**
   * Publishes standards that were not yet published for the station; repeated calls do nothing.
   *
   * @param counting standards valid now and later, sorted by beginning
   */
  adoptStandards(counting: readonly CountingStandard[], at: Date): void {
    const versions = counting.map(({ of }) => of);
    const taken = this.adoptedStandards.filter(({ of }) => versions.includes(of));
    const fresh = counting.filter(({ of }) => !taken.some((known) => known.of === of));
    for (const { of, validFrom, rules } of fresh) {
      this.standards += 1;
      const version = String(this.standards);
      this.step('adoptStandard', at, { key: `${this.id}:${version}`, version, from: validFrom, rules });
      taken.push({ number: this.standards, of, validFrom });
    }
    if (fresh.length > 0) this.adoptedStandards = taken;
  }

  /** @throws WrongState if the station is closed */
  mustAllowStaff(): void {
    this.mustAllow('registerStaff');
  }

  /** @throws WrongState if the station is closed */
  mustAllowPrices(): void {
    this.mustAllow('publishPrices');
  }

  private get state() {
    const { name, regionId, stationClassId, status, timeZone, jurisdiction, currency, language, address, phone } = this;
    const { bays, openingHours, closedOn, reservedForAppointmentsPercent, reservedUntilHour } = this;
    return {
      name,
      regionId,
      stationClassId,
      status,
      timeZone,
      jurisdiction,
      currency,
      language,
      address,
      phone,
      bays,
      openingHours,
      closedOn,
      reservedForAppointmentsPercent,
      reservedUntilHour,
    };
  }
}
