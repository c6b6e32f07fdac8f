import { PartsServiceService } from '@waystation/contracts/parts/v1/service';
import { ReceptionServiceService } from '@waystation/contracts/reception/v1/service';
import { WorkshopServiceService } from '@waystation/contracts/workshop/v1/service';
import { Client } from '@waystation/service';

// Only what is asked of it: the type of a document's bytes has no name outside of the contracts.
const { getVisitOrder, getDeparture } = ReceptionServiceService;

export class Reception extends Client.of({ getVisitOrder, getDeparture }) {}
export class Workshop extends Client.of(WorkshopServiceService) {}
export class Parts extends Client.of(PartsServiceService) {}
