import { bootProcess } from '@waystation/service';
import { parts } from './parts.ts';

await bootProcess(parts);
