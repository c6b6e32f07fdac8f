// Nx generator that adds a step to all files that it needs:
//   npm run new-step -- workshop RequestHelper --of job --store Jobs --event HelperRequested --roles TECHNICIAN --enforces REP-D14
import { globSync } from 'node:fs';
import type { Tree } from '@nx/devkit';
import { kebab, remainingFiles, useCaseOf, withEvent, withRow, withRpc, type NewStep } from './step-files.ts';

/** Options as schema.json describes them; lists are separated by commas. */
export interface Options {
  service: string;
  step: string;
  of: string;
  store: string;
  event?: string;
  roles: string;
  enforces: string;
}

const listOf = (text: string) => text.split(',').filter(Boolean);

/**
 * Writes the parts that can be generated, or none of them if one cannot be written.
 *
 * @returns callback that prints the parts to write by hand
 */
export default function generate(tree: Tree, { of: aggregate, event, roles, enforces, ...names }: Options): () => void {
  const step: NewStep = { ...names, aggregate, event, roles: listOf(roles), enforces: listOf(enforces) };
  const { service } = step;
  const changed = (path: string, change: (text: string, step: NewStep) => string) => {
    const text = tree.read(path, 'utf8');
    if (text === null) throw new Error(`${path} does not exist`);
    tree.write(path, change(text, step));
  };
  const useCase = `apps/${service}/src/use-cases/${kebab(step.step)}.ts`;
  if (tree.exists(useCase)) throw new Error(`${useCase} already exists`);
  changed(`proto/waystation/${service}/v1/service.proto`, withRpc);
  changed(`proto/waystation/${service}/v1/events.proto`, withEvent);
  changed(`apps/${service}/src/${service}.grpc.ts`, withRow);
  tree.write(useCase, useCaseOf(step));

  const remaining = remainingFiles(step, (pattern) => globSync(pattern, { cwd: tree.root }).sort());
  return () =>
    console.log(`
To do next, in this order:
${remaining.map(({ path, what }) => `  ${path}\n      ${what}`).join('\n')}

After a change of the protos: npm run format && npm run generate
To see what is left:          npm run typecheck && npm test -- unit lint apps/${service}
At the end:                   npm run check`);
}
