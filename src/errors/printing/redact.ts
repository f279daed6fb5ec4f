import { type ByteList, byteLists, packed } from './packed.js';
import { type Span, Unescaped, unescaped } from './unescaped.js';

/** Below this a text is too short to be a secret. */
const MIN_SECRET_CHARS = 4;
/** Below this a secret may be a word that other texts hold in another case, or in Base64, by chance. */
const MIN_LONG_CHARS = 8;
/** Of a text that ends in the middle of a secret, so many characters give it away. Fewer may be the end of any word. */
const MIN_HEAD_CHARS = 8;

/** Without one of these a text has no escapes. */
const MAY_ESCAPE = /[\\%&+]/;

/** What is looked for in one reading of a text. */
interface Needles {
  /** Found as they are. */
  readonly exact: readonly string[];
  /** In small letters, and found in any case. */
  readonly small: readonly string[];
  /** How bytes begin that are written one by one. */
  readonly bytes: readonly ByteList[];
}

/**
 * A function that puts a mark in the place of these secrets, in every spelling in which servers echo what they were sent; undefined where
 * there is none to find.
 *
 * A text is read twice, as it is and without its escapes (`Unescaped`), and the secrets are too. In both readings they are found in any
 * case, as the bytes of a hexadecimal or a decimal list, and within a Base64 text, as in `Basic ...`. That is a search for plain texts:
 * its time grows with the text, whatever the spelling.
 */
export function openRedact(secrets: readonly string[], mark: string): ((text: string) => string) | undefined {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= MIN_SECRET_CHARS);
  if (known.length === 0) return undefined;
  const asWritten = needlesOf(known, (text) => [text]);
  const withoutEscapes = needlesOf(known, (text) => [unescaped(text), unescaped(byteText(text))]);
  return (text) => {
    const spans = findIn(text, asWritten);
    if (MAY_ESCAPE.test(text)) {
      const reading = new Unescaped(text);
      for (const span of findIn(reading.text, withoutEscapes)) spans.push(reading.originOf(span));
    }
    return spans.length === 0 ? text : marked(text, spans, mark);
  };
}

function needlesOf(secrets: readonly string[], spell: (text: string) => string[]): Needles {
  const long = secrets.filter((secret) => secret.length >= MIN_LONG_CHARS);
  const short = secrets.filter((secret) => secret.length < MIN_LONG_CHARS);
  const spellings = (texts: readonly string[]): string[] => [...new Set(texts.flatMap(spell))].filter((text) => text.length >= MIN_SECRET_CHARS);
  return {
    exact: spellings([...short, ...long.flatMap((secret) => packed(bytesOf(secret)))]),
    small: spellings(long).map(small),
    bytes: long.flatMap((secret) => byteLists(bytesOf(secret).slice(0, MIN_HEAD_CHARS))),
  };
}

function findIn(text: string, { exact, small: anyCase, bytes }: Needles): Span[] {
  const spans: Span[] = [];
  const inSmall = small(text);
  for (const needle of exact) findAll(text, needle, spans);
  for (const needle of anyCase) findAll(inSmall, needle, spans);
  for (const { head, rest } of bytes) findAll(inSmall, head, spans, rest);
  return spans;
}

function findAll(text: string, needle: string, spans: Span[], rest?: RegExp): void {
  for (let at = text.indexOf(needle); at >= 0; ) {
    let end = at + needle.length;
    if (rest) {
      rest.lastIndex = end;
      end += rest.exec(text)?.[0].length ?? 0;
    }
    spans.push([at, end]);
    at = text.indexOf(needle, end);
  }
  findCut(text, needle, spans);
}

/** The beginning of one at the end: what is received is bounded, and a connection may break. */
function findCut(text: string, needle: string, spans: Span[]): void {
  if (needle.length <= MIN_HEAD_CHARS) return;
  const head = needle.slice(0, MIN_HEAD_CHARS);
  for (let at = text.indexOf(head, Math.max(0, text.length - needle.length + 1)); at >= 0; at = text.indexOf(head, at + 1)) {
    if (!needle.startsWith(text.slice(at))) continue;
    spans.push([at, text.length]);
    return;
  }
}

/** Spans that share characters get one mark. */
function marked(text: string, spans: readonly Span[], mark: string): string {
  let clean = '';
  let end = 0;
  for (const [start, spanEnd] of [...spans].sort(([a], [b]) => a - b)) {
    if (start >= end) clean += text.slice(end, start) + mark;
    end = Math.max(end, spanEnd);
  }
  return clean + text.slice(end);
}

/** As long as the text. Some capitals outside of ASCII become two small letters. */
function small(text: string): string {
  const inSmall = text.toLowerCase();
  return inSmall.length === text.length ? inSmall : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The bytes of a text in UTF-8; of half a surrogate pair those of the mark for it. */
function bytesOf(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

/** A character for each byte. */
function byteText(text: string): string {
  return bytesOf(text).map((byte) => String.fromCharCode(byte)).join('');
}
