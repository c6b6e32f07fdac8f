import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedMessages, registry } from '@waystation/contracts';

/** Full names of published events, with the apps and libs that publish them, such as `reception` or `call`. */
export type Publishers = ReadonlyMap<string, ReadonlySet<string>>;

/** Matches the name of a published event in product code: in a row of a step table, or in a call. */
const naming = /(?:publish\(\s*|deviation\(\s*|event: )'([A-Z]\w+)'/g;

/**
 * Finds the publishers of each event in the product's code, because the protos also declare messages of future steps.
 *
 * @param root of the repository
 * @throws Error for an event in the code that is not a message of its service or of the standard
 */
export function publishersOf(root: string): Publishers {
  const known = new Set([...publishedMessages().keys(), ...standardEvents()]);
  const publishers = new Map<string, Set<string>>();
  for (const file of productFiles(root)) {
    const room = file.split('/')[1]!;
    const code = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
    for (const [, event] of code.matchAll(naming)) {
      const fullName = [`waystation.${room}.v1.${event}`, `waystation.standard.v1.${event}`].find((name) =>
        known.has(name),
      );
      if (!fullName)
        throw new Error(
          `${file} publishes ${event}, which neither the protos of ${room} nor those of standard declare`,
        );
      publishers.set(fullName, (publishers.get(fullName) ?? new Set()).add(room));
    }
  }
  return publishers;
}

function productFiles(root: string): string[] {
  return globSync('{apps,libs}/*/src/**/*.ts', { cwd: root })
    .filter((file) => !/\.spec\.ts$|\/testing\/|\/src\/gen\//.test(file))
    .sort();
}

/** Messages that any service may publish on its topic. */
function standardEvents(): string[] {
  const messages = [...registry].filter((each) => each.kind === 'message');
  return messages.filter(({ file }) => file.proto.package === 'waystation.standard.v1').map(({ typeName }) => typeName);
}
