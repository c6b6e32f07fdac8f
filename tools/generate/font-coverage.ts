// node --conditions=waystation-source tools/generate/font-coverage.ts: records the characters of each font.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fontCoverage } from '@waystation/documents/font-coverage';

writeFileSync(resolve(import.meta.dirname, '../../libs/documents/src/coverage.gen.ts'), fontCoverage());
