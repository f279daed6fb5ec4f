const MAX_BYTES = 1024;
const ELLIPSIS = '…';
const ELLIPSIS_BYTES = 3;

// Control characters, line and paragraph separators, bidirectional overrides, lone surrogates. Each could start a line of its own in a log,
// or make a terminal show something else than what is there.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** The text as one line of at most so many bytes of UTF-8, with everything unsafe in a log escaped, and an ellipsis where it was cut. */
export function oneLine(text: string, maxBytes = MAX_BYTES): string {
  const head = text.length > maxBytes ? text.slice(0, maxBytes).replace(/[\uD800-\uDBFF]$/, '') : text;
  const line = head.replace(UNSAFE, escapeCharacter);
  const isWhole = head.length === text.length && charsThatFit(line, maxBytes) === line.length;
  return isWhole ? line : line.slice(0, charsThatFit(line, maxBytes - ELLIPSIS_BYTES)) + ELLIPSIS;
}

/** Counted here and not by a TextEncoder, which some test environments for browsers lack. */
function charsThatFit(text: string, maxBytes: number): number {
  let bytes = 0;
  let chars = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
    if (bytes > maxBytes) break;
    chars += character.length;
  }
  return chars;
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
