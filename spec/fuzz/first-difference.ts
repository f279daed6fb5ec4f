/**
 * Where two pieces of plain data differ first, as a path, or `undefined` where they do not. It does not recurse, so that it can
 * compare what is nested deeper than `deepStrictEqual` can go.
 */
export function firstDifference(left: unknown, right: unknown): string | undefined {
  const open: [left: unknown, right: unknown, path: string][] = [[left, right, '']];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [one, other, path] = pair;
    if (Object.is(one, other)) continue;
    if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return `${path}: ${show(one)}, ${show(other)}`;
    const keys = Object.keys(one);
    if (keys.length !== Object.keys(other).length) return `${path}: keys ${keys.join()}, ${Object.keys(other).join()}`;
    for (const key of keys) {
      if (!Object.hasOwn(other, key)) return `${path}.${key}: only on one side`;
      open.push([one[key], other[key], path.length > 200 ? path : `${path}.${key}`]);
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return isObject(value) ? Object.keys(value).join() : String(value).slice(0, 200);
}
