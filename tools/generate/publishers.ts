import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedMessages, registry } from '@waystation/contracts';

/** Full name of each event that is published, and the apps and libs whose code publishes it, such as `reception` or `call`. */
export type Publishers = ReadonlyMap<string, ReadonlySet<string>>;

/** Where product code names the event that it publishes: in a row of a step table, or in a call. */
const naming = /(?:publish\(\s*|deviation\(\s*|event: )'(\w+)'/g;

/**
 * Who publishes which event, read from the product's code: the protos also hold messages whose steps are still to come.
 *
 * @param root of the repository
 * @throws Error for an event in the code that is no message of its service or of the standard
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
      if (!fullName) throw new Error(`${file} publishes ${event}, which no proto of ${room} or standard has`);
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

/** Messages that any service may publish, on its own topic. */
function standardEvents(): string[] {
  const messages = [...registry].filter((each) => each.kind === 'message');
  return messages.filter(({ file }) => file.proto.package === 'waystation.standard.v1').map(({ typeName }) => typeName);
}
