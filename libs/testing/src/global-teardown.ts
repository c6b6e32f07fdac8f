/** Ends what the global set-up began. */
export default async function tearDown(): Promise<void> {
  await (globalThis as { stopTestCluster?: () => Promise<void> }).stopTestCluster?.();
}
