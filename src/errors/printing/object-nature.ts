/** The brand of `ApiError`, the same symbol in every realm and every copy of this package. Its methods print what was scrubbed already. */
export const BRAND = Symbol.for('framewise.ApiError');

/** Whether this is an error, also one of another realm, which is no instance of this realm's Error. Never throws. */
export function isErrorLike(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return value instanceof Error || /^(?:Error|DOMException)$/.test(tagOf(value));
  } catch {
    return false; // a Proxy may throw
  }
}

/**
 * Whether an object shows nothing but its own properties: a plain object, an array or an ordinary error, without getters. All else may
 * print what it holds elsewhere: in a private field, a closure, a slot of the platform. Never throws.
 */
export function isTransparent(value: object): boolean {
  try {
    return hasOrdinaryPrototype(value) && Reflect.ownKeys(value).every((key) => isOrdinaryProperty(value, key));
  } catch {
    return false; // a Proxy may throw
  }
}

/** `[object Map]` is `Map`. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function hasOrdinaryPrototype(value: object): boolean {
  const prototype = Reflect.getPrototypeOf(value);
  if (prototype === null || isRoot(prototype)) return true;
  if (Array.isArray(value)) return Array.isArray(prototype); // the prototype of arrays is an array in every realm
  return isErrorLike(value) && (Reflect.get(value, BRAND) === true || tagOf(value) === 'DOMException' || hasOrdinaryErrorChain(prototype));
}

/** A class of errors of its own may have getters and printers: only what the language's own classes have is ordinary. */
function hasOrdinaryErrorChain(prototype: object): boolean {
  for (let link: object | null = prototype; link !== null && !isRoot(link); link = Reflect.getPrototypeOf(link)) {
    const parent = Reflect.getPrototypeOf(link);
    const expected = parent !== null && isRoot(parent) ? ['constructor', 'name', 'message', 'toString', 'stack'] : ['constructor', 'name', 'message'];
    if (!Reflect.ownKeys(link).every((key) => expected.includes(String(key)))) return false;
    if (typeof Reflect.get(link, 'name') !== 'string' || isAccessor(link, 'name') || isAccessor(link, 'message')) return false;
  }
  return true;
}

/** The prototype of plain objects, of whatever realm. */
function isRoot(prototype: object): boolean {
  return Reflect.getPrototypeOf(prototype) === null && Object.prototype.hasOwnProperty.call(prototype, 'isPrototypeOf');
}

function isOrdinaryProperty(value: object, key: string | symbol): boolean {
  return key === 'stack' ? isErrorLike(value) || !isAccessor(value, key) : !isAccessor(value, key);
}

function isAccessor(value: object, key: string | symbol): boolean {
  const property = Reflect.getOwnPropertyDescriptor(value, key);
  return property !== undefined && !('value' in property);
}
