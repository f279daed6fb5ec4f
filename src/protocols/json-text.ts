/**
 * The JSON text of a parsed value.
 *
 * @returns `undefined` where the value is nested too deeply to be written: `JSON.parse` copes with any depth, `JSON.stringify` overflows.
 */
export function jsonText(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
