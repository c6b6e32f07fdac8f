import { PartsServiceService } from '@waystation/contracts/parts/v1/service';
import { ReceptionServiceService } from '@waystation/contracts/reception/v1/service';
import { WorkshopServiceService } from '@waystation/contracts/workshop/v1/service';
import { Client } from '@waystation/service';

export class Reception extends Client.of(ReceptionServiceService) {}
export class Workshop extends Client.of(WorkshopServiceService) {}
export class Parts extends Client.of(PartsServiceService) {}
