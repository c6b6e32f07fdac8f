/** Stops the PostgreSQL of the global set-up. */
export default async function tearDown(): Promise<void> {
  await (globalThis as { stopTestCluster?: () => Promise<void> }).stopTestCluster?.();
}
