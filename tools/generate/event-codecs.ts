import { readFileSync } from 'node:fs';
import { createFileRegistry, fromBinary, hasOption, type DescExtension } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/**
 * Source of the file that maps the full names of published messages to their codecs. Outbox and consumers look up messages by
 * name.
 *
 * @param image path of the descriptor image
 */
export function eventCodecs(image: string): string {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(image)));
  const option = registry.getExtension('waystation.event') as DescExtension;
  // Messages of the standard name no topic, because each service publishes them on its own.
  const files = [...registry.files]
    .map((file) => ({
      path: `${file.name}.ts`,
      messages: file.messages.filter(
        (message) => hasOption(message, option) || file.name === 'waystation/standard/v1/events',
      ),
    }))
    .filter(({ messages }) => messages.length > 0)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const alias = (path: string) =>
    path
      .replace(/^waystation\//, '')
      .replace(/\.ts$/, '')
      .replaceAll('/', '_');
  const imports = files.map(({ path }) => `import * as ${alias(path)} from './gen/${path}';`);
  const rows = files.flatMap(({ path, messages }) =>
    messages.map(({ typeName, name }) => `  '${typeName}': ${alias(path)}.${name} as unknown as EventCodec,`),
  );
  return `// Made by npm run generate from the protos; never edited.
import type { EventCodec } from './event-codec.ts';
${imports.join('\n')}

/** How each published message is written and read, by its full name. */
export const eventCodecs: Readonly<Record<string, EventCodec>> = {
${rows.join('\n')}
};
`;
}
