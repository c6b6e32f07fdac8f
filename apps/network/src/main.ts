import { bootService } from '@waystation/service';
import { NetworkModule } from './network.module.ts';

await bootService(NetworkModule);
