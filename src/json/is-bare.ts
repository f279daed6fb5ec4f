/** Whether a value is a container without entries: what is there of an object that was cut before its first entry, too. */
export function isBare(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
