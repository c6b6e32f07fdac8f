/** What a list says of a visit, as columns of its table. */
export const visitSummary = `id as "visitId", case status when 'expected' then '' else status end as stage, holds,
  appointment_id as "appointmentId", customer_id as "customerId", vehicle_id as "vehicleId", advisor_id as "advisorId",
  due_at as "dueAt", arrived_at as "arrivedAt", promised_at as "promisedAt", first_promised_at as "firstPromisedAt", since`;
