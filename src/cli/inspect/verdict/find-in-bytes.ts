import type { Facts, Finding } from './inspection.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes that are no UTF-8, which show as replacement characters. */
export function findInBytes({ lines, body }: Facts): readonly Finding[] {
  if (['compressed', 'utf-16', 'binary'].includes(body)) return [];
  // A cut at the end tears a character apart, and is told as the cut that it is.
  const line = lines.find(({ text, bytes, isEnded }) => isEnded && text.includes('\ufffd') && !isUtf8(bytes));
  return line === undefined ? [] : [
    {
      level: 'warning',
      code: 'invalid_utf8',
      message: 'Some bytes are no UTF-8: a proxy has cut or recoded the text.',
      place: { line, column: line.text.indexOf('\ufffd') },
    },
  ];
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
