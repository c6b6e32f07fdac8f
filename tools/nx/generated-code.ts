/** Generated code, which is not committed; paths and globs start at the root of the repository. */
export interface GeneratedCode {
  command: string;
  /** Source files. */
  files: readonly string[];
  /** Packages in node_modules whose versions affect the output. */
  packages: readonly string[];
  outputs: readonly string[];
}

/** Generated code by project; its target `generate` creates it. */
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

/** Path or glob of the manifest with a package's version. */
export const manifestOf = (name: string) => `node_modules/${name}/package.json`;
