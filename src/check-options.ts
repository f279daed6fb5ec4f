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

/** @throws TypeError if `value` is none of these words. */
export function checkWord(name: string, value: unknown, words: readonly string[]): void {
  if (!words.includes(value as string)) throw new TypeError(`${name} must be one of ${words.join(', ')}, not ${String(value)}.`);
}
