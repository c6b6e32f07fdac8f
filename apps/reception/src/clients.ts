import { AppointmentsServiceService } from '@waystation/contracts/appointments/v1/service';
import { CrmServiceService } from '@waystation/contracts/crm/v1/service';
import { PartsServiceService } from '@waystation/contracts/parts/v1/service';
import { WorkshopServiceService } from '@waystation/contracts/workshop/v1/service';
import { Client } from '@waystation/service';

export class Appointments extends Client.of(AppointmentsServiceService) {}
export class Crm extends Client.of(CrmServiceService) {}
export class Parts extends Client.of(PartsServiceService) {}
export class Workshop extends Client.of(WorkshopServiceService) {}
