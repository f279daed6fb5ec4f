import { isPromise } from '../../check-options.js';
import { invalidRequest } from './invalid-request.js';

/** Headers as an object, as pairs, or as the `Headers` of any platform. */
export type HeaderFields = Readonly<Record<string, string>> | Iterable<readonly [name: string, value: string]> | Headers;

/** Each name with its value. @throws ApiError `invalid_request` for what is no headers. */
export function headerEntries(headers: HeaderFields): (readonly [name: string, value: string])[] {
  try {
    // A Map takes pairs alone: a list of texts would be taken apart letter by letter.
    return Symbol.iterator in headers ? [...new Map(headers)] : Object.entries(headers);
  } catch {
    throw invalidRequest('The headers must be an object, pairs of a name and a value, or Headers.');
  }
}

/**
 * One plain object, which every `fetch` takes. A later field replaces an earlier one of the same name, in whatever case.
 *
 * @throws ApiError `invalid_request` for what no HTTP header can carry. Its message shows no value.
 */
export function plainHeaders(fields: readonly (readonly [name: string, value: string])[]): Record<string, string> {
  const all = new Map<string, string>();
  for (const [name, value] of fields) {
    if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name)) throw invalidRequest(`The header ${JSON.stringify(name)} is not a valid header.`);
    const mistake = mistakeInText(value);
    if (mistake !== undefined) throw invalidRequest(`The header ${JSON.stringify(name)} ${mistake}`);
    all.set(name.toLowerCase(), value);
  }
  return Object.fromEntries(all);
}

function hintOf(character: string): string {
  if (/[\r\n]/.test(character)) return 'a line break';
  return /[\u2018-\u201f]/.test(character) ? 'a typographic quote' : 'a control character, or one outside of Latin-1';
}

/** What a template makes of a variable that is not set, and of what is no text; alone, or behind a scheme. */
const NO_VALUE = /^(?:\w+ )*(undefined|null|\[object \w+\])$/;

/** Why no HTTP header can carry a value, or why it is none; `undefined` for all others. */
export function mistakeInText(value: unknown): string | undefined {
  if (typeof value !== 'string') return `must be a string, not ${isPromise(value) ? 'a promise: await it' : typeof value}.`;
  const slip = NO_VALUE.exec(value)?.[1];
  if (slip) return `is the text "${slip}": set its variable, or await its promise.`;
  const position = value.search(/[^\t\x20-\x7e\x80-\xff]/);
  if (position === -1) return undefined;
  return `has a character at position ${String(position)} that no HTTP header can carry (${hintOf(value.charAt(position))}).`;
}
