/** What a list says of an inspection, as columns of its table. */
export const inspectionSummary = `id as "inspectionId", visit_id as "visitId", status, since, round,
  order_revision as "orderRevision", inspector_id as "inspectorId", points_left as "pointsLeft"`;
