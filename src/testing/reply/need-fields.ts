/** Whether a value is what a field expects. */
export type Check = (value: unknown) => boolean;

/** @throws TypeError unless the value is an object that has only these fields, each undefined or as expected. */
export function needFields(
  value: unknown,
  fields: Readonly<Record<string, readonly [check: Check, expectation: string]>>,
  name: string,
): asserts value is object {
  need(typeof value === 'object' && value !== null && !Array.isArray(value), name, 'must be an object');
  for (const [field, content] of Object.entries(value)) {
    const rule = Object.hasOwn(fields, field) ? fields[field] : undefined;
    need(rule !== undefined, name, `knows no field ${JSON.stringify(field)}; it has ${Object.keys(fields).join(', ')}`);
    const [check, expectation] = rule;
    need(content === undefined || check(content), name, `${field} must be ${expectation}`);
  }
}

/** @throws TypeError that names the entry, unless the condition holds. */
export function need(condition: boolean, name: string, complaint: string): asserts condition {
  if (!condition) throw new TypeError(`${name}: ${complaint}`);
}

/** Whether a value is a delay that timers can keep: above 2^31-1 ms they fire at once. */
export function isMs(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 2 ** 31 - 1;
}
