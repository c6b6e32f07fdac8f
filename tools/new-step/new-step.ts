// Begins a step in the right shape, in all files that it stands in:
//   npm run new-step -- workshop AskHelper --of job --store Jobs --event HelperAsked --roles TECHNICIAN --holds REP-D14
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { kebab, remainingFiles, useCaseOf, withEvent, withRow, withRpc, type NewStep } from './step-files.ts';

const root = resolve(import.meta.dirname, '../..');
const usage =
  'npm run new-step -- <service> <Step> --of <aggregate> --store <Store> [--event <Event>] --roles <ROLE,ROLE> [--holds <RULE,RULE>]';

function wanted(): NewStep {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      of: { type: 'string' },
      store: { type: 'string' },
      event: { type: 'string' },
      roles: { type: 'string' },
      holds: { type: 'string', default: '' },
    },
  });
  const [service, step] = positionals;
  const { of: aggregate, store, event, roles, holds } = values;
  if (!service || !step || !aggregate || !store || !roles) throw new Error(usage);
  if (!/^([A-Z][a-z0-9]+)+$/.test(step)) throw new Error(`${step} is not written as an rpc: AskHelper`);
  const split = (text: string) => text.split(',').filter(Boolean);
  return { service, step, aggregate, store, event, roles: split(roles), holds: split(holds) };
}

/** Nothing is written unless all of it can be. */
function begin(step: NewStep): string[] {
  const { service } = step;
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const [api, events, grpc] = [
    `proto/waystation/${service}/v1/service.proto`,
    `proto/waystation/${service}/v1/events.proto`,
    `apps/${service}/src/${service}.grpc.ts`,
  ] as const;
  const useCase = `apps/${service}/src/use-cases/${kebab(step.step)}.ts`;
  if (existsSync(join(root, useCase))) throw new Error(`${useCase} is there already`);
  const files = {
    [api]: withRpc(read(api), step),
    [events]: withEvent(read(events), step),
    [useCase]: useCaseOf(step),
    [grpc]: withRow(read(grpc), step),
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  return Object.keys(files);
}

const step = wanted();
const written = begin(step);
const remaining = remainingFiles(step, (pattern) => globSync(pattern, { cwd: root }).sort());
console.log(`Written:
${written.map((path) => `  ${path}`).join('\n')}

Still to do, in this order:
${remaining.map(({ path, what }) => `  ${path}\n      ${what}`).join('\n')}

After a change of the protos: npm run format && npm run generate
To see where it stands:       npm run typecheck && npm test -- unit lint apps/${step.service}
At the end:                   npm run check`);
