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

/** Whether this is an error, also one of another realm, which is no instance of this realm's Error. Never throws. */
export function isErrorLike(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return value instanceof Error || /^\[object (?:Error|DOMException)\]$/.test(Object.prototype.toString.call(value));
  } catch {
    return false; // a Proxy may throw
  }
}
