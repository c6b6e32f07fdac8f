import { bootService } from '@waystation/service';
import { ReceptionModule } from './reception.module.ts';

await bootService(ReceptionModule);
