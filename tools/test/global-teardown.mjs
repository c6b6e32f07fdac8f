const { default: tearDown } = await import('../../libs/testing/src/global-teardown.ts');

export default tearDown;
