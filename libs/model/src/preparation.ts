/** Items that a station prepares for an appointment and confirms at the reception. */
export const preparationItems = ['order_draft', 'parts', 'expert', 'technician_and_bay', 'tools', 'documents'] as const;

export type PreparationName = (typeof preparationItems)[number];
