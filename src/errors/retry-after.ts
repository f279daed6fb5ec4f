import { LONGEST_TIMER_MS } from '../longest-timer.js';

const MAX_VALUE_CHARS = 64;

/**
 * How long the server asks to wait, in milliseconds: `retry-after-ms`, else `Retry-After` in seconds, else what the body states, else
 * `Retry-After` as an HTTP date, else undefined. Fractions are rounded up, a moment in the past is 0, and nothing exceeds the longest
 * timer. RFC 9110, sections 10.2.3 and 5.6.7.
 */
export function readRetryAfterMs(
  headers: Pick<Headers, 'get'> | undefined,
  { bodyMs, nowMs = Date.now() }: { bodyMs?: number | undefined; nowMs?: number } = {},
): number | undefined {
  const retryAfter = bounded(headers?.get('retry-after'));
  const waitMs = readNumber(bounded(headers?.get('retry-after-ms')), 1) ?? readNumber(retryAfter, 1_000) ?? bodyMs ?? readDelay(retryAfter, nowMs);
  return waitMs === undefined ? undefined : Math.min(Math.max(Math.ceil(waitMs), 0), LONGEST_TIMER_MS);
}

/** RFC 9110 knows whole seconds only, but gateways send fractions (NousResearch/hermes-agent#24705). */
function readNumber(text: string, unitMs: number): number | undefined {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * unitMs : undefined;
}

function readDelay(text: string, nowMs: number): number | undefined {
  const dateMs = readHttpDate(text, nowMs);
  return dateMs === undefined ? undefined : dateMs - nowMs;
}

function bounded(value: string | null | undefined): string {
  return value == null || value.length > MAX_VALUE_CHARS ? '' : value.trim();
}

const MONTH = '(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const TIME = '(?<minute>(?:[01]\\d|2[0-3]):[0-5]\\d):(?<second>[0-5]\\d|60)'; // 60: a leap second

/** The name of the weekday says nothing that the date does not. */
const HTTP_DATES = [
  // IMF-fixdate and RFC 850: Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(`^\\w+, (?<day>\\d{2})[ -]${MONTH}[ -](?<year>\\d{4}|\\d{2}) ${TIME} GMT$`),
  // asctime: Sun Nov  6 08:49:37 1994
  new RegExp(`^\\w+ ${MONTH} (?<day>\\d{2}| \\d) ${TIME} (?<year>\\d{4})$`),
];

function readHttpDate(text: string, nowMs: number): number | undefined {
  const { day = '', month = '', year = '', minute = '', second } = HTTP_DATES.map((form) => form.exec(text)?.groups).find(Boolean) ?? {};
  const at = (fullYear: string): number => Date.parse(`${day} ${month} ${fullYear} ${minute} GMT`);
  const minuteMs = at(year.length === 2 ? fullYear(Number(year), at, nowMs) : year);
  // No 31 February.
  return new Date(minuteMs).getUTCDate() === Number(day) ? minuteMs + Number(second) * 1_000 : undefined;
}

/** RFC 9110, 5.6.7: a date that seems more than 50 years ahead is the latest one with the same two digits that is not. */
function fullYear(twoDigits: number, at: (year: string) => number, nowMs: number): string {
  const limit = new Date(nowMs);
  const latest = limit.getUTCFullYear() + 50;
  const year = latest - ((latest - twoDigits) % 100);
  return String(at(String(year)) > limit.setUTCFullYear(latest) ? year - 100 : year);
}
