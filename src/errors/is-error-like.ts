/** Whether this is an error, also one of another realm, which is no instance of this realm's Error. Never throws. */
export function isErrorLike(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return value instanceof Error || /^\[object (?:Error|DOMException)\]$/.test(Object.prototype.toString.call(value));
  } catch {
    return false; // a Proxy may throw
  }
}
