// Plain JavaScript, since jest would turn a TypeScript module into CommonJS; Node then strips the types of what it names.
const { default: setUp } = await import('../../libs/testing/src/global-setup.ts');

export default setUp;
