import { isErrorLike } from './is-error-like.js';

/** What errors say in properties that do not enumerate or that they inherit. */
const ERROR_KEYS = ['name', 'message', 'stack', 'cause', 'code'];

/** The keys under which an object may show something in a log. Bytes have none, nor has what cannot be read. Never throws. */
export function printedKeys(object: object): string[] {
  if (ArrayBuffer.isView(object)) return [];
  try {
    if (!isErrorLike(object)) return Object.keys(object);
    return [...new Set([...ERROR_KEYS, ...Object.getOwnPropertyNames(object)])]; // `errors` of an AggregateError does not enumerate
  } catch {
    return []; // a Proxy may throw
  }
}
