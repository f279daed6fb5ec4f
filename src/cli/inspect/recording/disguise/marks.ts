import { literalAt } from './literals.js';
import type { Unwrapped } from './stream-text.js';

/** What opens a text in a log, and what closes it. */
const marks: Readonly<Record<string, string>> = { "'": "'", '"': '"', '`': '`', '<': '>', '[': ']', '(': ')', '‘': '’', '“': '”', '«': '»' };

/** A field of an event behind such a mark, and what stands before it on the line. */
const MARKED = /^([^{]{0,300}?)(["'`<[(‘“«])(?=(?:data|event|id|retry):)(.*)$/s;
/** A blank line between marks. */
const EMPTY = /(?:''|""|``|<>|\[\]|\(\)|‘’|“”|«»)\r?$/;

/**
 * Lines that a program put between marks as they were: `12:00:01 got 'data: {"text":"It's"}' (24 bytes)`. Nothing in them was escaped, so
 * nothing is unescaped. Which it is, the payloads tell that are JSON only the one way. Times in front of the lines stay.
 */
export function unwrapMarks(text: string): Unwrapped | undefined {
  let votes = 0;
  const lines = text.split('\n').map((line) => {
    const [, before, open = '', rest = ''] = MARKED.exec(line) ?? [];
    if (before === undefined) return line.replace(EMPTY, '');
    const end = rest.lastIndexOf(marks[open] ?? '');
    const asItIs = end === -1 ? rest : rest.slice(0, end);
    votes += Number(holdsJson(asItIs)) - Number((open === '"' || open === "'") && holdsJson(literalAt(rest, 0, open)));
    return before + asItIs;
  });
  return votes > 0 ? { text: lines.join('\n'), foundIn: 'lines between quotes or brackets' } : undefined;
}

function holdsJson(field: string): boolean {
  try {
    JSON.parse(field.replace(/^data:/, ''));
    return true;
  } catch {
    return false;
  }
}
