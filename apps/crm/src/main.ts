import { bootService } from '@waystation/service';
import { CrmModule } from './crm.module.ts';

await bootService(CrmModule);
