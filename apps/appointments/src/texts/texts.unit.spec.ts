import { join } from 'node:path';
import { describeTexts } from '@waystation/testing/texts';

describeTexts(join(import.meta.dirname, '..'), 'CALL_BACK_NUMBER_MISSING');
