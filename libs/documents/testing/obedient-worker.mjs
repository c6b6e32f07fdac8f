// Stands in for the thread that makes documents: it does what a document's title says, and counts what it did.
import { parentPort } from 'node:worker_threads';

let asked = 0;

parentPort.on('message', async ({ title }) => {
  const [order, ms] = title.split(' ');
  asked += 1;
  if (order === 'wait') await new Promise((done) => setTimeout(done, Number(ms)));
  if (order === 'busy') {
    const end = Date.now() + Number(ms);
    while (Date.now() < end);
  }
  if (order === 'grow') {
    const kept = [];
    for (;;) kept.push({ of: kept.length, more: [kept.length, kept.length + 0.5] });
  }
  if (order === 'die') process.exit(7);
  if (order === 'throw') return parentPort.postMessage({ error: new RangeError('no such zone') });
  parentPort.postMessage({ content: new TextEncoder().encode(String(asked)) });
});

parentPort.postMessage({ ready: true });
