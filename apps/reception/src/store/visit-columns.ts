/** Condition in SQL: the visit is at the station still; the constraints of the table have the same. */
export const isOpen = `status in ('arrived', 'checked_in', 'ordered', 'in_repair', 'in_inspection', 'handed_over', 'settled')`;

/** Stages of a vehicle that is at the station and not ready for its customer, as a list in SQL; an index has the same. */
export const notReady = "'arrived', 'checked_in', 'ordered', 'in_repair', 'in_inspection'";
