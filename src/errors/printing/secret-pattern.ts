/** Below this a text is too short to be a secret. */
const MIN_SECRET_CHARS = 4;
/** Below this the Base64 of a secret is too short to be told from other text. */
const MIN_PACKED_CHARS = 8;
/** Of a text that ends in the middle of a secret, so many characters give it away. Fewer may be the end of any word. */
const MIN_HEAD_CHARS = 8;
/** Beyond so many characters in all, secrets are looked for in fewer spellings: platforms refuse a pattern that is too large. */
const MAX_SPELLED_CHARS = 2_048;

/**
 * A function that puts a mark in the place of these secrets, in every spelling in which servers echo what they were sent; undefined where
 * there is none to find.
 *
 * Any character may be escaped: for a URL, once or more (`%2B`, `%252B`), for JSON within JSON (`\/`, `\u002b`), for HTML (`&#43;`,
 * `&amp;`), and letters may be in another case. And the whole may be in hexadecimal, or part of a Base64 text, as in `Basic ...`. Each
 * alternative begins with another character, so nothing is tried twice.
 */
export function openRedact(secrets: readonly string[], mark: string): ((text: string) => string) | undefined {
  // The longest first, so that no part of one is left of another.
  const known = [...new Set(secrets)].filter((secret) => secret.length >= MIN_SECRET_CHARS).sort((a, b) => b.length - a.length);
  if (known.length === 0) return undefined;
  const short = withinBudget(known);
  const plainly = known.filter((secret) => !short.has(secret)).flatMap(plainSpellings);
  const pattern = new RegExp([...short].flatMap((secret) => [spelled(secret), ...(secret.length < MIN_PACKED_CHARS ? [] : [...packed(secret, packedCharacter), inHex(secret)])]).join('|') || '(?!)', 'g');
  const cuttable = [...new Set(known.flatMap(plainSpellings))].filter((spelling) => spelling.length > MIN_HEAD_CHARS);
  return (text) => {
    const clean = plainly.reduce((before, spelling) => before.replaceAll(spelling, mark), text).replace(pattern, mark);
    return withoutCutSecret(clean, cuttable, mark);
  };
}

/** What is received is bounded, and a connection may break: a text may end in the middle of a secret. */
function withoutCutSecret(text: string, spellings: readonly string[], mark: string): string {
  for (const spelling of spellings) {
    const head = spelling.slice(0, MIN_HEAD_CHARS);
    const start = Math.max(0, text.length - spelling.length + 1);
    for (let at = text.indexOf(head, start); at >= 0; at = text.indexOf(head, at + 1)) {
      if (spelling.startsWith(text.slice(at))) return text.slice(0, at) + mark;
    }
  }
  return text;
}

function withinBudget(secrets: readonly string[]): ReadonlySet<string> {
  let charsLeft = MAX_SPELLED_CHARS;
  return new Set([...secrets].reverse().filter((secret) => (charsLeft -= secret.length) >= 0).reverse());
}

function plainSpellings(secret: string): string[] {
  return [secret, inUrl(secret) ?? secret, JSON.stringify(secret).slice(1, -1), ...packed(secret, (character) => character)].filter((spelling) => spelling !== '');
}

function spelled(secret: string): string {
  // A run of backslashes is one piece, with those that escape what follows it: two pieces side by side could share them in many ways.
  const plain = secret.length < MIN_PACKED_CHARS ? plainCharacter : inAnyCase;
  return Array.from(secret.matchAll(/(\\+)(["'/]?)|[^\\]/gu), ([piece, run = '', escaped = '']) =>
    run === '' ? spelledCharacter(piece, plain(piece)) : spelledRun(run.length) + (escaped === '' ? '' : spelledCharacter(escaped, escaped)),
  ).join('');
}

function spelledRun(length: number): string {
  return `(?:\\\\{${String(length)},${String(8 * length + 7)}}|${spelledCharacter('\\', '\\\\').repeat(length)})`;
}

function spelledCharacter(character: string, itself: string): string {
  const units = Array.from({ length: character.length }, (_, index) => `\\\\{1,8}u${hex(character.charCodeAt(index), 4)}`);
  const bytes = utf8(character).map((byte) => `%(?:25){0,3}${hex(byte, 2)}`);
  const spellings = [itself, units.join(''), ...(bytes.length === 0 ? [] : [bytes.join('')])];
  if (!/[\w-]/.test(character)) spellings.push(...entities(character));
  return `(?:${spellings.join('|')})`;
}

/** JSON escapes quotes, slashes and backslashes, and JSON in JSON their escapes; a form writes a space as `+`. */
function plainCharacter(character: string): string {
  if (character === ' ') return '[ +]';
  return /["'/]/.test(character) ? `\\\\{0,8}${literal(character)}` : literal(character);
}

/** Some servers put what they echo in capitals, or in small letters. */
function inAnyCase(character: string): string {
  return /[a-z]/i.test(character) ? `[${character.toLowerCase()}${character.toUpperCase()}]` : plainCharacter(character);
}

/** The bytes one by one, as a Buffer is printed. Half a surrogate pair has none, and is found nowhere. */
function inHex(secret: string): string {
  return utf8(secret).map((byte) => hex(byte, 2)).join('[ :]?') || '(?!)';
}

const NAMED_ENTITIES = new Map([['&', 'amp'], ['<', 'lt'], ['>', 'gt'], ['"', 'quot'], ["'", 'apos']]);

function entities(character: string): string[] {
  const code = character.codePointAt(0) ?? 0;
  const name = NAMED_ENTITIES.get(character);
  return [`&#(?:0{0,4}${String(code)}|[xX]0{0,4}${hex(code, 1)});`, ...(name === undefined ? [] : [`&${name};`])];
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The secret within a Base64 text. It may begin at any of three places there. What it shares with its neighbours is left out. */
function packed(secret: string, spell: (character: string) => string): string[] {
  const bytes = utf8(secret);
  if (bytes.length === 0) return [];
  return [0, 1, 2].map((offset) => {
    const bits = [...Array<number>(offset).fill(0), ...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    let text = '';
    for (let at = Math.ceil((offset * 8) / 6) * 6; at + 6 <= bits.length; at += 6) text += spell(BASE64.charAt(parseInt(bits.slice(at, at + 6), 2)));
    return text;
  });
}

/** The two characters that are not the same in the alphabet of URLs. */
function packedCharacter(character: string): string {
  if (character === '+') return '(?:[+-]|%2[bB])';
  return character === '/' ? '(?:\\\\{0,8}[/_]|%2[fF])' : character;
}

/** The bytes of a text in UTF-8; none of half a surrogate pair. */
function utf8(text: string): number[] {
  const url = inUrl(text);
  return url === undefined ? [] : (url.match(/%..|[^%]/g) ?? []).map((unit) => (unit.length === 3 ? parseInt(unit.slice(1), 16) : unit.charCodeAt(0)));
}

function inUrl(text: string): string | undefined {
  try {
    return encodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function hex(value: number, minDigits: number): string {
  return value.toString(16).padStart(minDigits, '0').replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
