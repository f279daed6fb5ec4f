/** Whether a value is what a field expects. */
export type Check = (value: unknown) => boolean;

/** What each field of an object must be, if it is there, and how a complaint says that. */
export type FieldChecks = Readonly<Record<string, readonly [check: Check, expectation: string]>>;

/** @throws TypeError unless the value is an object that has only these fields, each undefined or as expected. */
export function needFields(value: unknown, fields: FieldChecks, name: string): asserts value is object {
  need(isObject(value), name, 'must be an object');
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

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whether a value has fields by name, which a list has not. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isListOf(item: Check): Check {
  return (value) => Array.isArray(value) && value.every(item);
}

/** Whether a value is a delay that timers can keep: above 2^31-1 ms they fire at once. */
export function isMs(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 2 ** 31 - 1;
}
