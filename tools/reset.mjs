import { run } from './bootstrap.mjs';

run('tools/start/reset.ts');
