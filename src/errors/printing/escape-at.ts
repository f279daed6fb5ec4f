const [PERCENT, AMPERSAND, PLUS, BACKSLASH, SMALL_U, SEMICOLON] = [37, 38, 43, 92, 117, 59];
/** A URL that was escaped again and again. */
const MAX_LAYERS = 4;
const MAX_ENTITY_CHARS = 10;

const NAMED: ReadonlyMap<string, string> = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"]]);

/** What an escape stands for, and where it ends. */
interface Escape {
  readonly meaning: string;
  readonly end: number;
}

/** Whether an escape may begin with this character. */
export function mayEscape(unit: number): boolean {
  return unit === PERCENT || unit === BACKSLASH || unit === AMPERSAND || unit === PLUS;
}

/**
 * The escape of JSON, of a URL (`%2B`, `%252B`) or of HTML that begins here; undefined where there is none.
 *
 * - The bytes of a URL stay single: `%C3%BC` is two characters.
 * - Backslashes stand for nothing: JSON, and JSON in JSON, puts any number of them before a character.
 * - A `+` is a blank, as in forms.
 */
export function escapeAt(text: string, at: number): Escape | undefined {
  switch (text.charCodeAt(at)) {
    case PERCENT:
      return byteAt(text, at);
    case BACKSLASH:
      return backslashesAt(text, at);
    case AMPERSAND:
      return entityAt(text, at);
    default:
      return { meaning: ' ', end: at + 1 };
  }
}

function byteAt(text: string, at: number): Escape | undefined {
  let digits = at + 1;
  let code = hexAt(text, digits, 2);
  for (let layer = 0; layer < MAX_LAYERS && code === PERCENT; layer += 1) {
    const inner = hexAt(text, digits + 2, 2);
    if (inner < 0) break;
    code = inner;
    digits += 2;
  }
  return code < 0 ? undefined : { meaning: meaningOf(code), end: digits + 2 };
}

function backslashesAt(text: string, at: number): Escape {
  let end = at + 1;
  while (text.charCodeAt(end) === BACKSLASH) end += 1;
  const code = text.charCodeAt(end) === SMALL_U ? hexAt(text, end + 1, 4) : -1;
  return code < 0 ? { meaning: '', end } : { meaning: meaningOf(code), end: end + 5 };
}

function entityAt(text: string, at: number): Escape | undefined {
  let end = at + 1;
  while (text.charCodeAt(end) !== SEMICOLON) {
    end += 1;
    if (end - at > MAX_ENTITY_CHARS || end >= text.length) return undefined;
  }
  const entity = text.slice(at + 1, end);
  const code = /^#(?:\d+|[xX][\da-fA-F]+)$/.test(entity) ? Number(`${/^#x/i.test(entity) ? '0' : ''}${entity.slice(1)}`) : NAMED.get(entity)?.charCodeAt(0);
  return code === undefined ? undefined : { meaning: meaningOf(code), end: end + 1 };
}

function meaningOf(code: number): string {
  if (code === BACKSLASH || code > 0x10ffff) return '';
  return code === PLUS ? ' ' : String.fromCodePoint(code);
}

/** The number that so many hexadecimal digits are; -1 where there are other characters. */
function hexAt(text: string, at: number, digits: number): number {
  const hex = text.slice(at, at + digits);
  return hex.length === digits && /^[\da-f]+$/i.test(hex) ? parseInt(hex, 16) : -1;
}
