/**
 * Finds the version of the standard that counts for a visit. Any store whose aggregates bear the visit's id:
 *
 * ```ts
 * providers: [{ provide: GatedVisits, useExisting: Inspections }]
 * ```
 */
export abstract class GatedVisits {
  /** @throws NotFound when the station has no such visit */
  abstract get(visitId: string): Promise<{ standardVersion?: string | null | undefined }>;
}
