import { run } from './bootstrap.mjs';

run('tools/prove/prove.ts');
