// Plain JavaScript, because jest would compile a TypeScript module to CommonJS. Node strips the types of the imported module.
const { default: setUp } = await import('../../libs/testing/src/global-setup.ts');

export default setUp;
