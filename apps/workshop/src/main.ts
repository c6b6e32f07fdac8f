import { bootService } from '@waystation/service';
import { WorkshopModule } from './workshop.module.ts';

await bootService(WorkshopModule);
