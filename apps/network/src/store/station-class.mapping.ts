import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import { StationClass, stationClassSteps } from '../model/station-class.ts';

const baysNeeded = defineEntity({
  name: 'BayRequirement',
  embeddable: true,
  properties: { kind: p.string(), count: p.integer() },
});

const equipmentNeeded = defineEntity({
  name: 'EquipmentRequirement',
  embeddable: true,
  properties: { code: p.string(), descriptionEn: p.string(), descriptionZh: p.string(), count: p.integer() },
});

const staffNeeded = defineEntity({
  name: 'StaffRequirement',
  embeddable: true,
  properties: { skill: p.string(), count: p.integer() },
});

const needs = defineEntity({
  name: 'Needs',
  embeddable: true,
  properties: {
    nameEn: p.string(),
    nameZh: p.string(),
    descriptionEn: p.string(),
    descriptionZh: p.string(),
    bays: p.embedded(baysNeeded).array(),
    groundM2: p.integer(),
    receptionM2: p.integer(),
    loungeM2: p.integer(),
    parkingSpaces: p.integer(),
    equipment: p.embedded(equipmentNeeded).array(),
    staff: p.embedded(staffNeeded).array(),
    currency: p.string(),
    openingStockMinor: p.bigint(),
    investmentFromMinor: p.bigint(),
    investmentToMinor: p.bigint(),
    contact: p.string(),
  },
});

export const stationClassMapping = mapping(StationClass, {
  table: 'station_class',
  subject: 'station class',
  network: true,
  steps: { table: stationClassSteps, initial: 'defined' },
  embeds: [baysNeeded, equipmentNeeded, staffNeeded, needs],
  properties: (p) => ({
    revision: p.integer(),
    needs: p.embedded(needs).object(),
  }),
});

export class StationClasses extends Store.of(stationClassMapping) {}
