import type { PayloadObject } from '../../payload-object.js';
import { readNumberMs, readSpanMs } from '../span.js';
import { type ErrorLayer, fieldIn } from './error-layers.js';

/**
 * Where a body says how long to wait, lower case and without punctuation, and what a bare number is in. The exact ones come first,
 * the moments at which a limit resets last. OpenRouter, many gateways, Google's RetryInfo, Codex, Google's ErrorInfo, OpenRouter's
 * copy of response headers.
 */
const WAITS: readonly (readonly [name: string, unitMs: number])[] = [
  ['retryafterms', 1], ['retrydelayms', 1],
  ['retryafter', 1_000], ['retryafterseconds', 1_000], ['retryafterinseconds', 1_000], ['retrydelay', 1_000], ['retrydelayseconds', 1_000],
  ['resetsinseconds', 1_000], ['resetinseconds', 1_000], ['resetafterseconds', 1_000], ['quotaresetdelay', 1_000],
  ['resetsat', 1_000], ['resetat', 1_000], ['quotaresettimestamp', 1_000], ['xratelimitreset', 1_000],
];

const MAX_ITEMS = 20;
const MAX_KEYS = 200;
const MAX_TEXT_CHARS = 64;

/** How long an error payload asks to wait, in milliseconds; undefined where it does not say. What its message says does not count. */
export function statedWaitMs(layers: readonly ErrorLayer[], nowMs: number): number | undefined {
  const places = layers.flatMap(({ fields }) => placesIn(fields)).map(byPlainName);
  for (const [name, unitMs] of WAITS) {
    for (const place of places) {
      const waitMs = readWait(place.get(name), unitMs, nowMs);
      if (waitMs !== undefined) return Math.max(waitMs, 0);
    }
  }
  return undefined;
}

/** The objects of an error in which a wait has been seen: itself, what it says of itself, the headers that it quotes, Google's list. */
function placesIn(fields: PayloadObject): unknown[] {
  const { metadata, availability, headers, details } = fields;
  const items: unknown[] = Array.isArray(details) ? details.slice(0, MAX_ITEMS) : [details];
  const quoted = [metadata, ...items.map((item) => fieldIn(item, 'metadata'))];
  return [fields, availability, headers, ...items, ...quoted, fieldIn(metadata, 'headers')];
}

/** `Retry-After`, `retry_after` and `retryAfter` are one name. */
function byPlainName(place: unknown): ReadonlyMap<string, unknown> {
  const keys = typeof place === 'object' && place !== null && !Array.isArray(place) ? Object.keys(place).slice(0, MAX_KEYS) : [];
  return new Map(keys.map((key) => [key.slice(0, MAX_TEXT_CHARS).toLowerCase().replace(/[^a-z]/g, ''), fieldIn(place, key)]));
}

function readWait(value: unknown, unitMs: number, nowMs: number): number | undefined {
  if (typeof value === 'number') return readNumberMs(value, unitMs, nowMs);
  if (typeof value === 'object') return fromDuration(value);
  if (typeof value !== 'string' || value.length > MAX_TEXT_CHARS) return undefined;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return readNumberMs(Number(text), unitMs, nowMs);
  if (/^\d{4}-\d\d-\d\d[T ]/.test(text)) return fromDate(text, nowMs);
  return readSpanMs(text);
}

function fromDate(text: string, nowMs: number): number | undefined {
  const momentMs = Date.parse(text);
  return Number.isNaN(momentMs) ? undefined : momentMs - nowMs;
}

/** A `google.protobuf.Duration` that was not written as text. */
function fromDuration(value: object | null): number | undefined {
  const seconds = Number(fieldIn(value, 'seconds') ?? NaN);
  const nanos = Number(fieldIn(value, 'nanos') ?? 0);
  return seconds >= 0 && nanos >= 0 ? seconds * 1_000 + nanos / 1e6 : undefined;
}
