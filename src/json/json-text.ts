/** The value that a text is the JSON of; `undefined`, which no JSON is, where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The JSON text of a parsed value.
 *
 * @returns `undefined` where the value is nested too deeply to be written: `JSON.parse` copes with any depth, `JSON.stringify` overflows.
 */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
