/** What a list says of a follow-up, as columns of its table. */
export const followUpSummary = `id as "followUpId", visit_id as "visitId", status, customer_id as "customerId",
  vehicle_id as "vehicleId", delivered_at as "deliveredAt", due_at as "dueAt", jsonb_array_length(attempts) as attempts,
  closed_at as "closedAt", close_reason as "closeReason"`;
