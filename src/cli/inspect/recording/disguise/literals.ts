import { joinPieces, type Unwrapped } from './stream-text.js';

/** A quote that opens a piece of a stream, or an empty piece: `b'data: …\n\n'`, `msg="data: …"`. */
const OPENING = /(?<!\w)[bru]{0,2}(["'])(?=(?:data|event|id|retry)?:|\\r|\\n|\1)/g;

/** What tells such a piece from the address of a picture in a page. */
const MARK = /["'](?:data: ?\[?\{|event: ?[\w.]+(?:\\[rn]|["']))/;

/** Pieces of a stream as a program prints texts: as literals of Python, JavaScript, Go, Rust or Ruby. */
export function unwrapLiterals(text: string): Unwrapped | undefined {
  if (!MARK.test(text)) return undefined;
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: opening, 1: quote = '', index } of text.matchAll(OPENING)) {
    if (index < from) continue;
    const start = index + opening.length;
    const end = closingQuote(text, start, quote);
    pieces.push(unescape(text.slice(start, end), opening.includes('b')));
    from = end + 1;
  }
  return { text: joinPieces(pieces), foundIn: 'quoted texts, as a program prints them' };
}

/** The text that a literal stands for. Its opening quote is just before `start`. */
export function literalAt(text: string, start: number, quote: string): string {
  return unescape(text.slice(start, closingQuote(text, start, quote)), false);
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at += 1;
    // A literal ends on its line.
    else if (char === quote || char === '\n') return at;
  }
  return text.length;
}

const ESCAPE = /\\(?:x([\da-f]{2})|u\{([\da-f]{1,6})\}|u([\da-f]{4})|U([\da-f]{8})|([\s\S]))/gi;
const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\u0007', e: '\u001b', 0: '\0' };

/** In a literal of bytes `\xe9` is a byte, in one of text a character. */
function unescape(literal: string, isBytes: boolean): string {
  const text = literal.replaceAll(ESCAPE, (escape, ...groups: (string | undefined)[]) => {
    const [byte, braced, short, long, letter] = groups;
    const code = byte ?? braced ?? short ?? long;
    if (code === undefined) return letter === undefined ? escape : (letters[letter] ?? letter);
    const point = Number.parseInt(code, 16);
    return short === undefined && point <= 0x10_ffff ? String.fromCodePoint(point) : String.fromCharCode(point);
  });
  return isBytes && /^[\0-\u00ff]*$/.test(text) ? Buffer.from(text, 'latin1').toString() : text;
}
