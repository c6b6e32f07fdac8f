import { bootService } from '@waystation/service';
import { AppointmentsModule } from './appointments.module.ts';

await bootService(AppointmentsModule);
