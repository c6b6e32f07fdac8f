export { codesIn } from './codes-in.ts';
export { fixedNames, Names, publishedKinds, type Language, type PublishedKind, type PublishedNames } from './names.ts';
export { listOf } from './fields.ts';
export { platformNames, type Name, type PlatformList } from './platform-names.ts';
