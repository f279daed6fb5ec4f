/**
 * Refuses a bad number where the operator is made, not in the middle of some later stream.
 *
 * @throws TypeError if `value` is no number.
 * @throws RangeError if it is NaN or less than `min`.
 */
export function checkNumber(name: string, value: unknown, min: number): void {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number, not ${typeof value}.`);
  if (!(value >= min)) throw new RangeError(`${name} must be at least ${String(min)}, not ${String(value)}.`);
}
