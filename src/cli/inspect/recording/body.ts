import { clip } from '../../terminal/fitting.js';
import type { Line } from './recording.js';

/** What a body is at first sight. */
export type BodyKind = 'nothing' | 'event-stream' | 'json' | 'json-lines' | 'html' | 'compressed' | 'utf-16' | 'binary' | 'text';

const MOST_JSON_CHARS = 4_000_000;
/** So many lines tell text from other bytes. */
const MOST_LINES = 20;
/** What no text holds: a coloured log has escape characters, and no other ones. */
const CONTROL = /(?![\t\f\u001b])\p{Cc}/u;

export function bodyKind(lines: readonly Line[]): BodyKind {
  const full = lines.filter(({ text }) => text.trim() !== '');
  const [first] = full;
  if (first === undefined) return 'nothing';
  const [one, two] = first.bytes;
  if ((one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff)) return 'utf-16';
  if (one === 0x1f && (two === undefined || two === 0x8b)) return 'compressed';
  // Framed bytes of another kind may hold what looks like a comment.
  if (first.text.includes('\0')) return 'binary';
  // An event stream may begin with anything; one field of an event makes it one.
  if (full.some(({ text }) => /^(?:(?:data|event|id|retry)(?::|$)|:|error:)/.test(text))) return 'event-stream';
  if (full.slice(0, MOST_LINES).some(({ text }) => CONTROL.test(text))) return 'binary';
  if (/^\s*<(?:!doctype|html|head|body)/i.test(first.text)) return 'html';
  if (isJson(full.map(({ text }) => text).join('\n').slice(0, MOST_JSON_CHARS))) return 'json';
  return full.length > 1 && full.slice(0, -1).every(({ text }) => text.startsWith('{') && isJson(text)) ? 'json-lines' : 'text';
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

const MOST_TITLE_CHARS = 80;

/** What a server calls such a body; nothing is said of one that a client reads as a stream. */
export const contentTypes: Readonly<Record<BodyKind, string | undefined>> = {
  'nothing': undefined,
  'event-stream': undefined,
  'json': 'application/json',
  'json-lines': 'application/x-ndjson',
  'html': 'text/html',
  'compressed': 'application/gzip',
  'utf-16': 'text/plain; charset=utf-16',
  'binary': 'application/octet-stream',
  'text': 'text/plain',
};

/** So far into a page its head reaches. */
const MOST_HEAD_CHARS = 65_536;

/** The title of a web page: there a proxy says what went wrong. */
export function pageTitle(lines: readonly Line[]): string | undefined {
  const page = lines.map(({ text }) => text).join(' ').slice(0, MOST_HEAD_CHARS);
  const tag = page.search(/<title[\s>]/i);
  const start = tag === -1 ? -1 : page.indexOf('>', tag);
  if (start === -1) return undefined;
  const end = page.indexOf('<', start);
  const title = page.slice(start + 1, end === -1 ? undefined : end).replaceAll(/\s+/g, ' ').trim();
  return title === '' ? undefined : clip(title, MOST_TITLE_CHARS);
}
