/** Whether a value is a delay that timers can keep: above 2^31-1 ms they fire at once. */
export function isMs(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 2 ** 31 - 1;
}
