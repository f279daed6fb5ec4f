import { need } from './need.js';

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
