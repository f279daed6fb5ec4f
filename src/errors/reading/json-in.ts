const MAX_TEXT_CHARS = 65_536;

/** The object or array that a text holds as JSON, also behind the framing of an event; undefined for any other text. */
export function jsonIn(text: string): object | undefined {
  if (text.length > MAX_TEXT_CHARS) return undefined;
  const json = text.trim().replace(/^(?:event: ?\w{1,32}\r?\n)?data:/, '').trim();
  if (!json.startsWith('{') && !json.startsWith('[')) return undefined;
  try {
    return JSON.parse(json) as object;
  } catch {
    return undefined;
  }
}
