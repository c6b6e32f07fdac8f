import { defineEntity, p } from '@mikro-orm/postgresql';

export const inspectionPoint = defineEntity({
  name: 'InspectionPoint',
  embeddable: true,
  properties: { pointId: p.string(), result: p.string(), remarks: p.string() },
});
