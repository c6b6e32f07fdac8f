// node --conditions=waystation-source tools/generate/font-coverage.ts: writes down which characters each font has.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fontCoverage } from '@waystation/documents/font-coverage';

writeFileSync(resolve(import.meta.dirname, '../../libs/documents/src/coverage.gen.ts'), fontCoverage());
