import { freePorts } from './ports.ts';

test('freePorts returns different ports below the range of outgoing connections', async () => {
  const ports = await freePorts(50);
  expect(new Set(ports).size).toBe(50);
  for (const port of ports) expect(port).toBeGreaterThanOrEqual(15_000);
  for (const port of ports) expect(port).toBeLessThan(32_768);
});
