import { appended } from '@waystation/model';

/** Safety measure that a technician confirmed. */
export interface SafetyConfirmation {
  code: string;
  technicianId: string;
  confirmedAt: Date;
}

/** Safety measures confirmed on one job, oldest first. */
export type SafetyConfirmations = readonly SafetyConfirmation[];

const maxConfirmations = 100;

export const SafetyConfirmations = {
  add(
    confirmations: SafetyConfirmations,
    { code, technicianId, confirmedAt }: SafetyConfirmation,
  ): SafetyConfirmations {
    return appended(confirmations, { code, technicianId, confirmedAt }, maxConfirmations);
  },

  /**
   * True if the measure is confirmed by `at`. A confirmation from before the job's last authorisation does not count: the
   * vehicle may have been moved after the job was finished or withdrawn.
   */
  has(
    confirmations: SafetyConfirmations,
    code: string,
    { authorisedAt }: { authorisedAt: Date | null },
    at: Date,
  ): boolean {
    return confirmations.some(
      ({ code: confirmed, confirmedAt }) =>
        confirmed === code && confirmedAt <= at && authorisedAt != null && confirmedAt >= authorisedAt,
    );
  },
};
