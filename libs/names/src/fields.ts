import type { PlatformList } from './platform-names.ts';

/** Lists of fields whose name has different meanings in different messages, by `<Message>.<field>`. */
const ofMessage: Readonly<Record<string, PlatformList>> = {
  'AddConcernRequest.kind': 'concern_kind',
  'AmendedConcern.kind': 'concern_kind',
  'BayRequirement.kind': 'bay_kind',
  'CancelAppointmentRequest.cancelled_by': 'party',
  'CloseNonconformityRequest.outcome': 'item_outcome',
  'CloseStationRequest.reason': 'station_reason',
  'CloseUnreachedRequest.reason': 'unreached_reason',
  'CorrectClockRequest.reason': 'clock_reason',
  'DefineBayRequest.kind': 'bay_kind',
  'DiagnoseConcernRequest.method': 'diagnosis_method',
  'ExplainDifferenceRequest.reason': 'difference_reason',
  'FormPoint.answer': 'answer_kind',
  'LogCallRequest.outcome': 'call_outcome',
  'NewConcern.kind': 'concern_kind',
  'PauseJobRequest.reason': 'pause_reason',
  'PublishCodeListRequest.kind': 'code_list',
  'PublishFormRequest.kind': 'form_kind',
  'ReconfirmAppointmentRequest.answer': 'attendance',
  'RecordAttemptRequest.outcome': 'attempt_outcome',
  'RecordFollowUpRequest.outcome': 'follow_up_outcome',
  'RecordManualReferenceRequest.purpose': 'manual_purpose',
  'RecordMeterRequest.reason': 'meter_reason',
  'RegisterCustomerRequest.kind': 'customer_kind',
  'RegisterPartRequest.unit': 'part_unit',
  'RejectApplicationRequest.reason': 'rejection_reason',
  'AnswerRecommendationRequest.answer': 'recommendation_answer',
  'RegisterArrivalRequest.source': 'arrival_source',
  'ReportProgressRequest.kind': 'progress_kind',
  'RuleLimit.unit': 'limit_unit',
  'ScrapStockRequest.reason': 'scrap_reason',
  'SuspendStationRequest.reason': 'station_reason',
  'TakePaymentRequest.method': 'payment_method',
  'WithdrawSignatureRequest.reason': 'withdrawal_reason',
};

/** Lists of fields that mean the same in all messages. */
const ofField: Readonly<Record<string, PlatformList>> = {
  acceptance: 'acceptance',
  lead_time: 'reminder',
  bound: 'bound',
  medium: 'copy_channel',
  channel: 'channel',
  disposition: 'disposition',
  guarantee_class: 'guarantee_class',
  identified_by: 'identification',
  item: 'preparation_item',
  language: 'language',
  mode: 'rule_mode',
  moved_by: 'party',
  nonconformity_class: 'nonconformity_class',
  payer: 'payer',
  promise: 'promise_state',
  purpose: 'consent_purpose',
  ready: 'preparation_item',
  other_advisor_reason: 'advisor_absence',
  result: 'point_result',
  role: 'role',
  roles: 'contact_role',
  severity: 'urgency',
  signer: 'signer',
  source: 'appointment_source',
  stage: 'stage',
  status: 'status',
  statuses: 'status',
  urgency: 'urgency',
  vehicle_conflict_reason: 'vehicle_conflict_reason',
  whereabouts: 'whereabouts',
  work_kind: 'work_kind',
};

/**
 * List of the codes of a field, if the platform fixes them; undefined for any other field.
 *
 * @param message name without its package, such as `PauseJobRequest`
 * @param field in proto's spelling
 */
export function listOf(message: string, field: string): PlatformList | undefined {
  return ofMessage[`${message}.${field}`] ?? ofField[field];
}
