import { join } from 'node:path';
import { describeTexts } from '@waystation/testing/texts';

describeTexts(join(import.meta.dirname, '..'), 'VEHICLE_NOT_WASHED');
