import { bootService } from '@waystation/service';
import { BillingModule } from './billing.module.ts';

await bootService(BillingModule);
