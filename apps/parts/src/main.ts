import { bootService } from '@waystation/service';
import { PartsModule } from './parts.module.ts';

await bootService(PartsModule);
