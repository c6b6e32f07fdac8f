import { run } from './bootstrap.mjs';

run('tools/test/test.ts');
