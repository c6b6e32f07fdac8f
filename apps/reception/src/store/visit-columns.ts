/** SQL condition for a visit whose vehicle is at the station. The constraints of the table contain it too. */
export const isOpen = `status in ('arrived', 'checked_in', 'ordered', 'in_repair', 'in_inspection', 'handed_over', 'settled')`;

/** SQL list of the stages before the vehicle is ready for the customer. An index contains it too. */
export const notReady = "'arrived', 'checked_in', 'ordered', 'in_repair', 'in_inspection'";
