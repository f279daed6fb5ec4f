/** The list under this key of a request body; an empty one where there is none. */
export function listIn(body: object, key: string): readonly unknown[] {
  const list: unknown = Reflect.get(body, key);
  return Array.isArray(list) ? list : [];
}
