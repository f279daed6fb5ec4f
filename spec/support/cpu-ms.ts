/**
 * How long the processor works at something, in milliseconds: what tells a cost that grows with the square of a length, and waits for nobody,
 * so that a busy machine hardly changes it.
 */
export function cpuMs(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
