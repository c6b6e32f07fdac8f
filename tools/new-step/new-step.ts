// Creates a step in all files that it needs:
//   npm run new-step -- workshop RequestHelper --of job --store Jobs --event HelperRequested --roles TECHNICIAN --holds REP-D14
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
  if (!service || !step || !aggregate || !store || !roles) throw new Error(`Usage: ${usage}`);
  if (!/^([A-Z][a-z0-9]+)+$/.test(step)) throw new Error(`${step} is not written like an rpc, such as RequestHelper`);
  const split = (text: string) => text.split(',').filter(Boolean);
  return { service, step, aggregate, store, event, roles: split(roles), holds: split(holds) };
}

/** Writes the files, or none of them if one cannot be written. */
function create(step: NewStep): string[] {
  const { service } = step;
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const [api, events, grpc] = [
    `proto/waystation/${service}/v1/service.proto`,
    `proto/waystation/${service}/v1/events.proto`,
    `apps/${service}/src/${service}.grpc.ts`,
  ] as const;
  const useCase = `apps/${service}/src/use-cases/${kebab(step.step)}.ts`;
  if (existsSync(join(root, useCase))) throw new Error(`${useCase} already exists`);
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
const written = create(step);
const remaining = remainingFiles(step, (pattern) => globSync(pattern, { cwd: root }).sort());
console.log(`Written:
${written.map((path) => `  ${path}`).join('\n')}

To do next, in this order:
${remaining.map(({ path, what }) => `  ${path}\n      ${what}`).join('\n')}

After a change of the protos: npm run format && npm run generate
To see what is left:          npm run typecheck && npm test -- unit lint apps/${step.service}
At the end:                   npm run check`);
