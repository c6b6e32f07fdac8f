/**
 * Finds the version of the standard in force for a visit. Provide any store whose aggregates have the visit's id:
 *
 * ```ts
 * providers: [{ provide: GatedVisits, useExisting: Inspections }]
 * ```
 */
export abstract class GatedVisits {
  /** @throws NotFound if the station has no such visit */
  abstract get(visitId: string): Promise<{ standardVersion?: string | null | undefined }>;
}
