const MAX_BYTES = 1024;
const ELLIPSIS = '…';

// Control characters, line and paragraph separators, bidirectional overrides, lone surrogates: all that could start a line
// of its own in a log, or make a terminal show something else than what is there.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

const encoder = new TextEncoder();

/** The text as one line of at most 1 KiB of UTF-8, with everything unsafe in a log escaped, and an ellipsis where it was cut. */
export function oneLine(text: string): string {
  const head = text.length > MAX_BYTES ? text.slice(0, MAX_BYTES).replace(/[\uD800-\uDBFF]$/, '') : text;
  const line = head.replace(UNSAFE, escapeCharacter);
  const isWhole = head.length === text.length && charsThatFit(line, MAX_BYTES) === line.length;
  return isWhole ? line : line.slice(0, charsThatFit(line, MAX_BYTES - encoder.encode(ELLIPSIS).length)) + ELLIPSIS;
}

function charsThatFit(text: string, maxBytes: number): number {
  return encoder.encodeInto(text, new Uint8Array(maxBytes)).read;
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
