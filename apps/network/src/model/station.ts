import type { Bay, OpeningHours } from '@waystation/contracts/network/v1/state';
import { Aggregate, mustBeCurrency, NotFound, toWallTime } from '@waystation/model';
import type { CountingStandard } from './merged-standard.ts';
import { mustFit } from './must-fit.ts';
import { mustBeOpeningTimes } from './opening-hours.ts';
import { stationSteps, type StationEvents } from './station-steps.ts';

/** What a station is on the day that it is authorised. */
export interface StationFacts {
  name: string;
  regionId: string;
  stationClassId: string;
  /** IANA name. */
  zone: string;
  jurisdiction: string;
  currency: string;
  /** `en` or `zh`. */
  language: string;
  address: string;
  phone: string;
}

/** When a station is open. */
export interface OpeningTimes {
  openingHours: OpeningHours[];
  /** Local dates. */
  closedOn: string[];
  keptForAppointmentsPercent: number;
  keptUntilHour: number;
}

/** A version of the standard that was published for the station. */
export interface TakenStandard {
  number: number;
  /** Versions that it was merged from. */
  of: string;
  validFrom: Date;
}

/** A station, whose id it bears: its places and hours, and which versions of the standard count for it. */
export class Station extends Aggregate<typeof stationSteps, StationEvents, 'station', 'network'> {
  declare name: string;
  declare regionId: string;
  declare stationClassId: string;
  declare zone: string;
  declare jurisdiction: string;
  declare currency: string;
  declare language: string;
  declare address: string;
  declare phone: string;
  /** Why it is suspended or closed. */
  statusReason: string | null = null;
  statusRemarks: string | null = null;
  bays: Bay[] = [];
  openingHours: OpeningHours[] = [];
  closedOn: string[] = [];
  keptForAppointmentsPercent = 0;
  keptUntilHour = 0;
  /** Number of the newest version of the standard that was published for it. */
  standards = 0;
  /** Those that count now or will. */
  takenStandards: TakenStandard[] = [];

  protected get steps() {
    return stationSteps;
  }
  protected get subject() {
    return 'station' as const;
  }
  override get eventStation() {
    return this.id;
  }

  /** @throws Invalid for a zone or a currency that doesn't exist */
  static authorise(id: string, facts: StationFacts, at: Date): Station {
    toWallTime(at, facts.zone);
    const station = new Station();
    station.begin({ id }, 'open');
    const { name, regionId, stationClassId, zone, jurisdiction, currency, language, address, phone } = facts;
    mustBeCurrency(currency);
    Object.assign(station, { name, regionId, stationClassId, zone, jurisdiction, currency, language, address, phone });
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

  /** @param bayId of one that there is, whose name or kind changes; or a new one's */
  defineBay({ bayId, name, kind }: Bay, isNew: boolean, at: Date): void {
    this.mustAllow('defineBay');
    if (!isNew && !this.bays.some((bay) => bay.bayId === bayId)) throw new NotFound('bay', bayId);
    const defined = { bayId, name, kind };
    this.bays = isNew ? [...this.bays, defined] : this.bays.map((bay) => (bay.bayId === bayId ? defined : bay));
    mustFit(this.state);
    this.step('defineBay', at, this.state);
  }

  setOpeningHours(times: OpeningTimes, at: Date): void {
    this.mustAllow('setOpeningHours');
    mustBeOpeningTimes(times.openingHours, times.closedOn);
    this.openingHours = times.openingHours;
    this.closedOn = times.closedOn.toSorted();
    this.keptForAppointmentsPercent = times.keptForAppointmentsPercent;
    this.keptUntilHour = times.keptUntilHour;
    this.step('setOpeningHours', at, this.state);
  }

  /**
   * Publishes what counts for the station, as far as it has not been published: told twice, it does nothing.
   *
   * @param counting now and later, in the order of their beginnings
   */
  takeStandards(counting: readonly CountingStandard[], at: Date): void {
    const versions = counting.map(({ of }) => of);
    const taken = this.takenStandards.filter(({ of }) => versions.includes(of));
    const fresh = counting.filter(({ of }) => !taken.some((known) => known.of === of));
    for (const { of, validFrom, rules } of fresh) {
      this.standards += 1;
      const version = String(this.standards);
      this.step('takeStandard', at, { key: `${this.id}:${version}`, version, from: validFrom, rules });
      taken.push({ number: this.standards, of, validFrom });
    }
    if (fresh.length > 0) this.takenStandards = taken;
  }

  /** @throws WrongState when the station is closed */
  mustTakeStaff(): void {
    this.mustAllow('registerStaff');
  }

  /** @throws WrongState when the station is closed */
  mustTakePrices(): void {
    this.mustAllow('publishPrices');
  }

  private get state() {
    const { name, regionId, stationClassId, status, zone, jurisdiction, currency, language, address, phone } = this;
    const { bays, openingHours, closedOn, keptForAppointmentsPercent, keptUntilHour } = this;
    return {
      name,
      regionId,
      stationClassId,
      status,
      zone,
      jurisdiction,
      currency,
      language,
      address,
      phone,
      bays,
      openingHours,
      closedOn,
      keptForAppointmentsPercent,
      keptUntilHour,
    };
  }
}
