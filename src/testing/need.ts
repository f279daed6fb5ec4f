/** @throws TypeError that names the entry, unless the condition holds. */
export function need(condition: boolean, name: string, complaint: string): asserts condition {
  if (!condition) throw new TypeError(`${name}: ${complaint}`);
}
