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

/** Every name that options may have. The compiler refuses a list in which one is missing. */
export type OptionNames<Options> = { readonly [Name in keyof Options]-?: unknown };

/**
 * Refuses what plain JavaScript gives in place of options: a number, as `retry(3)` takes it, the source of a stream where somebody wrote the
 * operator without its brackets, or a name that is no option.
 *
 * @throws TypeError if `options` are none.
 */
export function checkOptions<Options>(name: string, options: Options, names?: OptionNames<Options>): void {
  if (typeof options !== 'object' || options === null || 'pipe' in options) throw new TypeError(`${name} takes options by name: write ${name}() or ${name}({ ... }).`);
  const mistake = names && unknownOption(name, options, names);
  if (mistake) throw new TypeError(mistake);
}

/** Says which option there is not: a misspelt one would do nothing, and nobody would hear of it. */
export function unknownOption(name: string, options: object, names: object): string | undefined {
  const known = Object.keys(names);
  const [unknown] = Object.entries(options).find(([key, value]) => value !== undefined && !known.includes(key)) ?? [];
  if (unknown === undefined) return undefined;
  const letters = (key: string): string => key.replace(/_/g, '').toLowerCase();
  const meant = known.find((key) => letters(key) === letters(unknown));
  return meant === undefined ? `${name} knows no option ${unknown}; it has ${known.join(', ')}.` : `There is no option ${unknown}: it is called ${meant}.`;
}

/** @throws TypeError if an operator without options was given one, as by `pipe(text)`. */
export function checkCalled(name: string, given: unknown): void {
  if (given !== undefined) throw new TypeError(`${name} takes no options: write ${name}().`);
}

export function isProtocol(value: unknown): boolean {
  return typeof (value as { openReader?: unknown } | undefined)?.openReader === 'function';
}

/** @throws TypeError if `value` is no protocol. */
export function checkProtocol(name: string, value: unknown): void {
  if (!isProtocol(value)) throw new TypeError(`${name} takes a protocol, such as messages, chatCompletions or responses, and not its name.`);
}
