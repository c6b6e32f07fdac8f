/** What a list says of a visit, as columns of its table. */
export const visitSummary = `id as "visitId", case status when 'expected' then '' else status end as stage, holds,
  appointment_id as "appointmentId", customer_id as "customerId", vehicle_id as "vehicleId", advisor_id as "advisorId",
  due_at as "dueAt", arrived_at as "arrivedAt", promised_at as "promisedAt", first_promised_at as "firstPromisedAt", since`;

/** Condition in SQL: the visit is at the station still; the constraints of the table have the same. */
export const isOpen = `status in ('arrived', 'checked_in', 'ordered', 'in_repair', 'in_inspection', 'handed_over', 'settled')`;

/** Stages of a vehicle that is at the station and not ready for its customer, as a list in SQL; an index has the same. */
export const notReady = "'arrived', 'checked_in', 'ordered', 'in_repair', 'in_inspection'";
