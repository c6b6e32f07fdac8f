import { bootService } from '@waystation/service';
import { QualityModule } from './quality.module.ts';

await bootService(QualityModule);
