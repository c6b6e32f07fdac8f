import { run } from './bootstrap.mjs';

run('tools/start/start.ts');
