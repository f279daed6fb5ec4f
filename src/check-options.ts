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

/**
 * Refuses what plain JavaScript gives in place of options: a number, as `retry(3)` takes it, or the source of a stream where somebody wrote the
 * operator without its brackets.
 *
 * @throws TypeError if `options` are none.
 */
export function checkOptions(name: string, options: unknown): void {
  if (typeof options !== 'object' || options === null || 'pipe' in options) throw new TypeError(`${name} takes options by name: write ${name}() or ${name}({ ... }).`);
}

export function isProtocol(value: unknown): boolean {
  return typeof (value as { openReader?: unknown } | undefined)?.openReader === 'function';
}

/** @throws TypeError if `value` is no protocol. */
export function checkProtocol(name: string, value: unknown): void {
  if (!isProtocol(value)) throw new TypeError(`${name} takes a protocol, such as messages, chatCompletions or responses, and not its name.`);
}
