// node tools/generate/event-codecs.ts: writes the file with the codecs of published messages by full name, since outbox and
// consumers identify messages by name.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createFileRegistry, fromBinary, hasOption, type DescExtension } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

const contracts = resolve(import.meta.dirname, '../../libs/contracts');
const image = fromBinary(FileDescriptorSetSchema, readFileSync(`${contracts}/descriptors.binpb`));
const registry = createFileRegistry(image);
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
  messages.map(({ typeName, name }) => `  '${typeName}': ${alias(path)}.${name},`),
);

writeFileSync(
  `${contracts}/src/event-codecs.gen.ts`,
  `// Generated from the protos by tools/generate/event-codecs.ts.
import type { EventCodec } from './event-codec.ts';
${imports.join('\n')}

/** Codecs of the published messages by full name. */
export const eventCodecs: Readonly<Record<string, EventCodec>> = {
${rows.join('\n')}
};
`,
);
