/** A JSON object as it came off the wire, before a protocol has looked at it. */
export type PayloadObject = Readonly<Record<string, unknown>>;

/** Whether a value off the wire has fields. */
export function isObject(value: unknown): value is PayloadObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Whether a value says that there is nothing: null, false, an empty text, an empty list, an empty object. Gateways write each of them
 * where they have nothing to say (PHP writes an empty object as a list), and no output is lost with it.
 */
export function isNothing(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined || value === null || value === '' || value === false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

/** The list under this key of a request body; an empty one where there is none. */
export function listIn(body: object, key: string): readonly unknown[] {
  const list: unknown = Reflect.get(body, key);
  return Array.isArray(list) ? list : [];
}
