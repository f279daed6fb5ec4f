import { isErrorLike } from './object-nature.js';

/** What errors say in properties that do not enumerate or that they inherit. */
const ERROR_KEYS = ['name', 'message', 'stack', 'cause', 'code'];

/** The keys under which an object may show something in a log. What cannot be read has none. Never throws. */
export function printedKeys(object: object): string[] {
  try {
    if (!isErrorLike(object)) return Object.keys(object);
    return [...new Set([...ERROR_KEYS, ...Object.getOwnPropertyNames(object)])]; // `errors` of an AggregateError does not enumerate
  } catch {
    return []; // a Proxy may throw
  }
}
