// Run ahead of a service, so that what traces see is loaded after it: node --import @waystation/service/preload main.js
import { startTracing } from './telemetry.ts';

await startTracing(process.env);
