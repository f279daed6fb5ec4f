import type { PayloadObject } from '../../payload-object.js';
import { jsonIn } from './json-in.js';

const MAX_TEXT_CHARS = 65_536;
const MAX_PROBLEMS = 10;

/** Where a message may stand, the likeliest place first. */
const MESSAGE_KEYS = ['message', 'detail', 'details', 'error_description', 'error', 'title', 'msg', 'error_msg', 'status_msg'];

/** What an object has in the place of a message: a text, or a list of problems, or an object that has the message in it. */
export function messageSource(fields: PayloadObject): string | object | undefined {
  for (const key of MESSAGE_KEYS) {
    const value = fields[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'object' && value !== null && key !== 'error' && !isEmptyList(value)) return value;
  }
  return undefined;
}

/** What a message source says in words; undefined where it holds JSON or an object, which have their own. */
export function messageIn(source: string | object | undefined): string | undefined {
  if (Array.isArray(source)) return problems(source);
  return typeof source === 'string' && jsonIn(source) === undefined ? readableText(source) : undefined;
}

/** What a text says to a reader: of an HTML page its title, any other text as it is. */
export function readableText(text: string): string | undefined {
  const head = text.slice(0, MAX_TEXT_CHARS).trim();
  const readable = /^<(?:!doctype html|html)\b/i.test(head) ? titleOf(head) : head;
  return readable === '' ? undefined : readable;
}

function titleOf(html: string): string {
  const start = html.search(/<title[\s>]/i);
  const open = html.indexOf('>', start);
  const end = html.indexOf('<', open);
  return start < 0 || open < 0 || end < 0 ? '' : html.slice(open + 1, end).trim();
}

/** FastAPI: `[{"loc":["body","messages"],"msg":"Field required"}]` is `body.messages: Field required`. */
function problems(list: readonly unknown[]): string | undefined {
  const texts = list.slice(0, MAX_PROBLEMS).map(problem);
  return texts.filter((text) => text !== '').join('; ') || undefined;
}

function problem(item: unknown): string {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return '';
  const { loc, msg, message } = item as PayloadObject;
  const text = typeof msg === 'string' ? msg : message;
  if (typeof text !== 'string') return '';
  return Array.isArray(loc) ? `${loc.filter(isStep).join('.')}: ${text}` : text;
}

function isStep(step: unknown): step is string | number {
  return typeof step === 'string' || typeof step === 'number';
}

function isEmptyList(value: object): boolean {
  return Array.isArray(value) && value.length === 0;
}
