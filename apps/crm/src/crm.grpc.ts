import { GrpcController } from '@waystation/call';
import { CrmServiceService } from '@waystation/contracts/crm/v1/service';
import { ListEvents } from '@waystation/service';
import { FindCustomers } from './queries/find-customers.ts';
import { FindVehicle } from './queries/find-vehicle.ts';
import { GetCustomer } from './queries/get-customer.ts';
import { GetFollowUp } from './queries/get-follow-up.ts';
import { GetVehicle } from './queries/get-vehicle.ts';
import { ListCustomers } from './queries/list-customers.ts';
import { ListFollowUps } from './queries/list-follow-ups.ts';
import { ListWork } from './queries/list-work.ts';
import { AddContact } from './use-cases/add-contact.ts';
import { ChangePlate } from './use-cases/change-plate.ts';
import { CloseUnreached } from './use-cases/close-unreached.ts';
import { RecordAttempt } from './use-cases/record-attempt.ts';
import { RecordConsentChoice } from './use-cases/record-consent-choice.ts';
import { RecordFollowUp } from './use-cases/record-follow-up.ts';
import { RecordMeter } from './use-cases/record-meter.ts';
import { RegisterCustomer } from './use-cases/register-customer.ts';
import { RegisterVehicle } from './use-cases/register-vehicle.ts';
import { SetApprovalLimit } from './use-cases/set-approval-limit.ts';
import { TransferVehicle } from './use-cases/transfer-vehicle.ts';

/** The step or query of each rpc. */
export class CrmController extends GrpcController.of(CrmServiceService, {
  registerCustomer: RegisterCustomer,
  addContact: AddContact,
  setApprovalLimit: SetApprovalLimit,
  recordConsentChoice: RecordConsentChoice,
  registerVehicle: RegisterVehicle,
  changePlate: ChangePlate,
  transferVehicle: TransferVehicle,
  recordMeter: RecordMeter,
  recordAttempt: RecordAttempt,
  recordFollowUp: RecordFollowUp,
  closeUnreached: CloseUnreached,
  getCustomer: GetCustomer,
  listCustomers: ListCustomers,
  findCustomers: FindCustomers,
  getVehicle: GetVehicle,
  findVehicle: FindVehicle,
  getFollowUp: GetFollowUp,
  listFollowUps: ListFollowUps,
  listWork: ListWork,
  listEvents: ListEvents,
}) {}
