/** What a list says of a job, as columns of its table. */
export const jobSummary = `id as "jobId", visit_id as "visitId", status, since, work_kind as "workKind",
  labour_minutes as "labourMinutes", bay_id as "bayId", lead_technician_id as "leadTechnicianId",
  other_technician_ids as "otherTechnicianIds", pause_reason as "pauseReason"`;
