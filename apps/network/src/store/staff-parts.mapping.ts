import { defineEntity, p } from '@mikro-orm/postgresql';

export const grant = defineEntity({
  name: 'Grant',
  embeddable: true,
  properties: { role: p.string(), from: p.datetime().nullable(), until: p.datetime().nullable() },
});

export const qualification = defineEntity({
  name: 'Qualification',
  embeddable: true,
  properties: { skill: p.string(), expiresAt: p.datetime().nullable() },
});

export const shift = defineEntity({
  name: 'Shift',
  embeddable: true,
  properties: { startsAt: p.datetime(), endsAt: p.datetime() },
});
