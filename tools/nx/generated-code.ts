/** Code that is made from other files and never committed; paths and globs are from the root of the repository. */
export interface GeneratedCode {
  command: string;
  /** Files that it is made from. */
  files: readonly string[];
  /** Packages in node_modules whose version counts. */
  packages: readonly string[];
  outputs: readonly string[];
}

/** By the project whose target `generate` makes it. */
export const generatedCode: Readonly<Record<string, GeneratedCode>> = {
  'libs/contracts': {
    command:
      'buf generate && buf build --output libs/contracts/descriptors.binpb && node tools/generate/event-codecs.ts',
    files: ['{proto,third_party}/**/*.proto', 'buf.yaml', 'buf.gen.yaml', 'tools/generate/event-codecs.ts'],
    packages: ['@bufbuild/buf', '@bufbuild/protobuf', 'ts-poet', 'ts-proto'],
    outputs: ['libs/contracts/src/gen', 'libs/contracts/src/event-codecs.gen.ts', 'libs/contracts/descriptors.binpb'],
  },
  'libs/documents': {
    command: 'node --conditions=waystation-source tools/generate/font-coverage.ts',
    files: ['libs/documents/src/{font-coverage,fontkit,fonts,ranges}.ts', 'tools/generate/font-coverage.ts'],
    packages: ['@expo-google-fonts/*', 'fontkit', 'pdfmake'],
    outputs: ['libs/documents/src/coverage.gen.ts'],
  },
};

/** Path or glob of what says a package's version. */
export const manifestOf = (name: string) => `node_modules/${name}/package.json`;
