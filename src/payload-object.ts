/** A JSON object as it came off the wire, before a protocol has looked at it. */
export type PayloadObject = Readonly<Record<string, unknown>>;

/** Whether a value off the wire has fields. */
export function isObject(value: unknown): value is PayloadObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list under this key of a request body; an empty one where there is none. */
export function listIn(body: object, key: string): readonly unknown[] {
  const list: unknown = Reflect.get(body, key);
  return Array.isArray(list) ? list : [];
}
