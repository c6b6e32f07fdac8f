// Starts tracing before the libraries that it instruments are loaded: node --import @waystation/service/preload main.js
import { startTracing } from './telemetry.ts';

await startTracing(process.env);
