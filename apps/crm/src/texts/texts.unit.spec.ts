import { join } from 'node:path';
import { describeTexts } from '@waystation/testing/texts';

describeTexts(join(import.meta.dirname, '..'), 'CUSTOMER_REMARKS_MISSING');
