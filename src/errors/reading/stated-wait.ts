import type { PayloadObject } from '../../payload-object.js';
import type { ErrorLayer } from './error-layers.js';

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
  const quoted = [metadata, ...items.map((item) => within(item, 'metadata'))];
  return [fields, availability, headers, ...items, ...quoted, within(metadata, 'headers')];
}

function within(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as PayloadObject)[key] : undefined;
}

/** `Retry-After`, `retry_after` and `retryAfter` are one name. */
function byPlainName(place: unknown): ReadonlyMap<string, unknown> {
  const keys = typeof place === 'object' && place !== null && !Array.isArray(place) ? Object.keys(place).slice(0, MAX_KEYS) : [];
  return new Map(keys.map((key) => [key.slice(0, MAX_TEXT_CHARS).toLowerCase().replace(/[^a-z]/g, ''), within(place, key)]));
}

function readWait(value: unknown, unitMs: number, nowMs: number): number | undefined {
  if (typeof value === 'number') return fromNumber(value, unitMs, nowMs);
  if (typeof value === 'object') return fromDuration(value);
  if (typeof value !== 'string' || value.length > MAX_TEXT_CHARS) return undefined;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return fromNumber(Number(text), unitMs, nowMs);
  if (/^\d{4}-\d\d-\d\d[T ]/.test(text)) return fromDate(text, nowMs);
  return fromSpan(text);
}

/** A number too large to be a wait is a moment: Unix time in seconds, or in milliseconds. */
function fromNumber(value: number, unitMs: number, nowMs: number): number | undefined {
  if (!(value >= 0 && value < Infinity)) return undefined;
  if (value > 1e12) return value - nowMs;
  return value > 1e9 && unitMs > 1 ? value * 1_000 - nowMs : value * unitMs;
}

function fromDate(text: string, nowMs: number): number | undefined {
  const momentMs = Date.parse(text);
  return Number.isNaN(momentMs) ? undefined : momentMs - nowMs;
}

/** A `google.protobuf.Duration` that was not written as text. */
function fromDuration(value: object | null): number | undefined {
  const seconds = Number(within(value, 'seconds') ?? NaN);
  const nanos = Number(within(value, 'nanos') ?? 0);
  return seconds >= 0 && nanos >= 0 ? seconds * 1_000 + nanos / 1e6 : undefined;
}

const UNITS_MS = new Map([['ms', 1], ['s', 1_000], ['m', 60_000], ['h', 3_600_000], ['d', 86_400_000]]);

/** `36.429760048s`, `6m0s`, `120ms`. */
function fromSpan(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) return undefined;
  let spanMs = 0;
  for (const [, count, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)) spanMs += Number(count) * (UNITS_MS.get(unit) ?? 0);
  return spanMs;
}
