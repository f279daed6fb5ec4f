import type { PayloadObject } from '../../payload-object.js';
import { wordRow } from '../words/word-row.js';
import { type ErrorLayer, errorLayers, fieldIn } from './error-layers.js';
import { messageIn, messageSource, readableText } from './error-message.js';
import { statedWaitMs } from './stated-wait.js';

/** The fields of an error, each from the first layer that has it. Throws only what a getter or a Proxy in the payload throws. */
export function readErrorFields(payload: unknown): FoundError {
  const layers = errorLayers(payload);
  const type = first(layers, typeOf);
  const code = first(layers, ({ fields }) => codeIn(fields));
  const errorType = first(layers, ({ fields }) => errorTypeIn(fields));
  const finer = FINER_WORDS.map((word) => first(layers, ({ fields }) => asWord(label(word(fields)))));
  return {
    type: isVague(type, errorType) ? (errorType ?? type) : type,
    words: [type, asWord(code), errorType, ...finer].filter((word) => word !== undefined).filter((word) => word !== 'error'),
    numbers: layers.map(({ fields }) => numberIn(fields)).filter((word) => word !== undefined),
    code,
    param: first(layers, ({ fields }) => label(fields['param'])),
    message: messageOf(layers, payload),
    status: first(layers, ({ fields }) => statusIn(fields)),
    requestId: first(layers, ({ fields }) => label(fields['request_id']) ?? label(fields['requestId'])),
    retryable: first(layers, ({ fields }) => retryableIn(fields)),
    waitMs: statedWaitMs(layers, Date.now()),
  };
}

function first<T>(layers: readonly ErrorLayer[], read: (layer: ErrorLayer) => T | undefined): T | undefined {
  for (const layer of layers) {
    const found = read(layer);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** OpenRouter's and TGI's own word for an error, which is finer than its `type`. */
function errorTypeIn(fields: PayloadObject): string | undefined {
  const word = label(fields['error_type']) ?? label(fieldIn(fields['metadata'], 'error_type'));
  return word === 'error' ? undefined : word;
}

/** Types under which gateways put errors of every kind. */
const VAGUE_TYPES = new Set(['apierror', 'servererror', 'invalidrequesterror']);

/** Whether a finer word names the error better than its `type`. A rate limit is no name for a quota that is used up. */
function isVague(type: string | undefined, errorType: string | undefined): boolean {
  const name = type?.toLowerCase().replace(/[^a-z]/g, '');
  if (name === undefined || VAGUE_TYPES.has(name)) return true;
  return name === 'ratelimiterror' && errorType !== undefined && wordRow(errorType, 'stream')?.isQuota === true;
}

/** Where words stand beside `type`, `code` and `error_type`: Google, several gateways, OpenRouter, Anthropic, Google. */
const FINER_WORDS: readonly ((fields: PayloadObject) => unknown)[] = [
  (fields) => statusWord(fields['status']),
  (fields) => snakeCase(fields['error']),
  (fields) => fieldIn(fields['availability'], 'code'),
  (fields) => fieldIn(fields['details'], 'error_code'),
  (fields) => fields['reason'],
  (fields) => reasonIn(fields['details']),
];

/** An object that wraps an error, or is the payload, may have a `type` that is the name of an event and not of an error. */
function typeOf({ fields, isPayload, wraps }: ErrorLayer): string | undefined {
  const type = label(fields['type']);
  if (type === undefined || type === 'error') return undefined;
  if (isPayload && type.includes('.')) return undefined;
  return !wraps || /(?:error|exception)$/i.test(type) || isKnown(type) ? type : undefined;
}

/** MiniMax's code stands in `status_code`, beside a `status_msg`. */
function codeIn({ code, status_code, status_msg }: PayloadObject): string | undefined {
  const value = code ?? (status_msg === undefined ? undefined : status_code);
  return typeof value === 'number' ? String(value) : label(value);
}

/** A code of digits that is no HTTP status, as the tables spell it. MiniMax and z.ai use the same numbers for other things. */
function numberIn(fields: PayloadObject): string | undefined {
  const code = codeIn(fields);
  if (code === undefined || !/^\d+$/.test(code) || statusIn(fields) !== undefined) return undefined;
  return fields['status_msg'] === undefined ? code : `base_resp ${code}`;
}

function asWord(code: string | undefined): string | undefined {
  return code !== undefined && /^\S*[^\s\d]\S*$/.test(code) ? code : undefined;
}

/** `raw_status_code` is Mistral's, `http_code` MiniMax's. */
const STATUS_KEYS = ['code', 'status', 'statusCode', 'status_code', 'raw_status_code', 'http_code', 'error'];

function statusIn(fields: PayloadObject): number | undefined {
  for (const key of STATUS_KEYS) {
    const value = fields[key];
    const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
    if (typeof status === 'number' && Number.isInteger(status) && status >= 400 && status <= 599) return status;
  }
  return undefined;
}

/** `status` is a word with Google (`INVALID_ARGUMENT`) and NanoGPT; elsewhere it says no more than `error` or `failed`. */
function statusWord(status: unknown): string | undefined {
  const word = label(status);
  return word !== undefined && (/^[A-Z]+(?:_[A-Z]+)*$/.test(word) || isKnown(word)) ? word : undefined;
}

/** Prose in `error` is a message; `rate_limit_exceeded` is a word. */
function snakeCase(error: unknown): string | undefined {
  const word = label(error);
  return word !== undefined && /^[a-z]+(?:_[a-z]+)+$/.test(word) ? word : undefined;
}

/** Google's ErrorInfo, an item of its list of details. */
function reasonIn(details: unknown): unknown {
  return Array.isArray(details) ? details.map((item) => fieldIn(item, 'reason')).find((reason) => reason !== undefined) : undefined;
}

function retryableIn({ availability }: PayloadObject): boolean | undefined {
  const stated = fieldIn(availability, 'retryable');
  return typeof stated === 'boolean' ? stated : undefined;
}

function messageOf(layers: readonly ErrorLayer[], payload: unknown): string | undefined {
  const inWords = first(layers, ({ fields }) => messageIn(messageSource(fields)));
  return inWords ?? first(layers, ({ fields }) => textOf(messageSource(fields))) ?? textOf(Array.isArray(payload) ? payload[0] : payload);
}

/** The last resort: a text that is JSON without any message in it. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? readableText(value) : undefined;
}

const MAX_LABEL_CHARS = 256;

/** A short text of one line. Python gateways (LiteLLM) write `None` where they have nothing. */
function label(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_LABEL_CHARS || value === 'None') return undefined;
  return /^\P{Cc}+$/u.test(value) && value.trim() !== '' ? value : undefined;
}

function isKnown(word: string): boolean {
  return wordRow(word, 'stream') !== undefined;
}

/** What a payload says of an error, before anybody judges it. */
export interface FoundError {
  /** The wire's own `type`, verbatim; a finer `error_type` where that is missing or says little. */
  type?: string | undefined;
  /** All its words (type, code and finer ones), the general ones first. What is prose is none. */
  words: readonly string[];
  /** Its codes of digits that are no status. They name no error, but the tables may know their class. */
  numbers?: readonly string[] | undefined;
  code?: string | undefined;
  param?: string | undefined;
  message?: string | undefined;
  /** A status that the payload states. */
  status?: number | undefined;
  requestId?: string | undefined;
  /** What the payload itself says about retrying. */
  retryable?: boolean | undefined;
  /** How long it asks to wait, in milliseconds. */
  waitMs?: number | undefined;
}
