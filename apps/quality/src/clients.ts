import { ReceptionServiceService } from '@waystation/contracts/reception/v1/service';
import { Client } from '@waystation/service';

export class Reception extends Client.of(ReceptionServiceService) {}
