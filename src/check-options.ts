import { ApiError } from './errors/api-error.js';
import type { ErrorFrame, Frame, RestartFrame } from './frame.js';
import { isObject } from './payload-object.js';
import type { AccumulatingProtocol } from './protocol.js';
import { protocolOf } from './stream-notes.js';

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
 * Every name that options may have; the compiler refuses a list in which one is missing. A name that stands with a type, as `typeof` calls
 * it, has values of that type alone, or `false` where it is turned off.
 */
export type OptionNames<Options> = { readonly [Name in keyof Options]-?: unknown };

/**
 * Refuses what plain JavaScript gives in place of options: a number, as `retry(3)` takes it, the source of a stream where somebody wrote the
 * operator without its brackets, a promise of options, or a name that is no option.
 *
 * @throws TypeError if `options` are none.
 */
export function checkOptions<Options>(name: string, options: Options, names?: OptionNames<Options>): void {
  if (!isObject(options) || 'pipe' in options || isPromise(options)) throw new TypeError(`${name} takes options by name: write ${name}() or ${name}({ ... }).`);
  const mistake = names && mistakenOption(name, options, names);
  if (mistake) throw new TypeError(mistake);
}

/** Says which option there is not, since a misspelt one would do nothing and nobody would hear of it; or which one is of another type. */
export function mistakenOption(name: string, options: object, names: object): string | undefined {
  const letters = (key: string): string => key.replace(/_/g, '').toLowerCase();
  for (const [key, value] of Object.entries(options) as [string, unknown][]) {
    if (value === undefined) continue;
    if (isPromise(value)) return `${key} is a promise: await it.`;
    if (!Object.hasOwn(names, key)) {
      const known = Object.keys(names);
      if (/^(?:model|messages|input)$/.test(key)) return `There is no option ${key}. Write body: { ${key}, ... }.`;
      const meant = known.find((other) => letters(other) === letters(key));
      return meant === undefined ? `${name} knows no option ${key}; it has ${known.join(', ')}.` : `There is no option ${key}: it is called ${meant}.`;
    }
    const type: unknown = names[key as never];
    if (typeof type === 'string' && value !== false && typeof value !== type) return `${key} must be ${type === 'object' ? 'an' : 'a'} ${type}, not ${typeof value}.`;
  }
  return undefined;
}

export function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null)?.then === 'function';
}

/** @throws TypeError if an operator without options was given one, as by `pipe(text)`. */
export function checkCalled(name: string, given: unknown): void {
  if (given !== undefined) throw new TypeError(`${name} takes no options: write ${name}().`);
}

/** What an operator of frames says to anything else, as it comes behind `text()`. */
export function noFrame(): TypeError {
  return new TypeError('No frame came: write reliably(), then one of text(), collect(), toolCalls().');
}

/** @throws what plain JavaScript may put in the place of a good frame: the error of an error frame, where `failOnErrorFrame()` was forgotten, or a TypeError for no frame. */
export function checkFrame<F extends Frame<unknown> | RestartFrame>(frame: F): asserts frame is Exclude<F, ErrorFrame> {
  if (frame.kind === 'error') throw frame.error;
  if (!(frame as Partial<typeof frame>).kind) throw noFrame();
}

/** Whether a value of any stream is a frame that says that the answer has failed. A value of yours may look like one. */
export function isErrorFrame(value: unknown): value is ErrorFrame {
  if (typeof value !== 'object' || value === null) return false;
  const frame: Partial<ErrorFrame> = value;
  return frame.kind === 'error' && ApiError.is(frame.error);
}

export function isProtocol(value: unknown): boolean {
  return typeof (value as { openReader?: unknown } | undefined)?.openReader === 'function';
}

/** @throws TypeError if `value` is no protocol. */
export function checkProtocol(name: string, value: unknown): void {
  if (!isProtocol(value)) throw new TypeError(`${name} takes a protocol, such as messages, chatCompletions or responses, and not its name.`);
}

/** @throws TypeError if the frames of a stream are known to be of another protocol. One that was made of another reads or folds as that does. */
export function checkFramesOf(name: string, protocol: Partial<Folding>, stream: object): void {
  const other = protocolOf(stream) as Partial<Folding> | undefined;
  if (other?.openAccumulator && other.openAccumulator !== protocol.openAccumulator && other.openReader !== protocol.openReader) {
    throw new TypeError(`${name} got frames of ${String(other.name)}.`);
  }
}

type Folding = Pick<AccumulatingProtocol<object, unknown>, 'name' | 'openReader' | 'openAccumulator'>;
