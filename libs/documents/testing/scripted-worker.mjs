// Test double of the render worker: obeys the title of each document, and answers with the number of documents received.
import { parentPort } from 'node:worker_threads';

let received = 0;

parentPort.on('message', async ({ title }) => {
  const [command, ms] = title.split(' ');
  received += 1;
  if (command === 'wait') await new Promise((done) => setTimeout(done, Number(ms)));
  if (command === 'busy') {
    const end = Date.now() + Number(ms);
    while (Date.now() < end);
  }
  if (command === 'grow') {
    const kept = [];
    for (;;) kept.push({ of: kept.length, more: [kept.length, kept.length + 0.5] });
  }
  if (command === 'die') process.exit(7);
  if (command === 'throw') return parentPort.postMessage({ error: new RangeError('no such zone') });
  parentPort.postMessage({ content: new TextEncoder().encode(String(received)) });
});

parentPort.postMessage({ ready: true });
