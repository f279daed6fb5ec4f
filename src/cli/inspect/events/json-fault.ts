type Expected = 'value' | 'first-item' | 'key' | 'first-key' | 'colon' | 'comma';

/** How a string, a number or a word went: where it ends, or where it is wrong. */
type Scanned = { readonly end: number } | { readonly fault: number };

/**
 * Where a text stops being JSON: the index of the first character that cannot stand there, or the length of the text if
 * it only ends too early; undefined if it is JSON. (`JSON.parse` tells the place in some engines only.)
 */
export function jsonFault(text: string): number | undefined {
  const closers: string[] = [];
  let expected: Expected = 'value';

  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const char = text.charAt(at);
    const closer = closers.at(-1);
    if (char === closer && (expected === 'comma' || expected.startsWith('first'))) {
      closers.pop();
      expected = 'comma';
      at += 1;
    } else if (expected === 'comma') {
      if (char !== ',' || closer === undefined) return at;
      expected = closer === '}' ? 'key' : 'value';
      at += 1;
    } else if (expected === 'colon') {
      if (char !== ':') return at;
      expected = 'value';
      at += 1;
    } else if (expected === 'key' || expected === 'first-key') {
      const key = char === '"' ? scanString(text, at) : { fault: at };
      if ('fault' in key) return key.fault;
      expected = 'colon';
      at = key.end;
    } else if (char === '{' || char === '[') {
      closers.push(char === '{' ? '}' : ']');
      expected = char === '{' ? 'first-key' : 'first-item';
      at += 1;
    } else {
      const value = char === '"' ? scanString(text, at) : scanWord(text, at);
      if ('fault' in value) return value.fault;
      expected = 'comma';
      at = value.end;
    }
  }
  return expected === 'comma' && closers.length === 0 ? undefined : text.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \n\r\t'.includes(text.charAt(at))) at += 1;
  return at;
}

function scanString(text: string, from: number): Scanned {
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return { end: at + 1 };
    if (char < ' ') return { fault: at };
    if (char === '\\') {
      at += 1;
      if (!'"\\/bfnrtu'.includes(text.charAt(at))) return { fault: at };
      if (text.charAt(at) === 'u') {
        const [digits = ''] = /^[\da-f]*/i.exec(text.slice(at + 1, at + 5)) ?? [];
        if (digits.length < 4) return { fault: at + 1 + digits.length };
        at += 4;
      }
    }
  }
  return { fault: text.length };
}

const MOST_WORD_CHARS = 400;

/** `true`, `false`, `null` and numbers. */
function scanWord(text: string, from: number): Scanned {
  const [word = ''] = /^[\w.+-]*/.exec(text.slice(from, from + MOST_WORD_CHARS)) ?? [];
  const end = from + word.length;
  if (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word)) return { end };
  const isBegun = ['true', 'false', 'null'].some((whole) => whole.startsWith(word)) || /^-?[\d.]*(?:[eE][+-]?)?$/.test(word);
  return { fault: word !== '' && isBegun && end === text.length ? end : from };
}
