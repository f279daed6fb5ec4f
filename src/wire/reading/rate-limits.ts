import { readNumberMs, readSpanMs } from '../../errors/span.js';
import type { RateLimit, RateLimits, ResponseInfo } from '../../response-info.js';

/**
 * The names under which vendors tell a limit, by what is limited: OpenAI, Azure, Groq and Together; Anthropic; Mistral, for a minute;
 * OpenRouter, which limits requests only. `#` stands for `limit`, `remaining` or `reset`. The first that is there counts.
 *
 * Sources: https://platform.openai.com/docs/guides/rate-limits, https://docs.anthropic.com/en/api/rate-limits#response-headers,
 * mistralai/client-ts#169, https://openrouter.ai/docs/api-reference/limits
 */
const NAMES = {
  requests: ['x-ratelimit-#-requests', 'anthropic-ratelimit-requests-#', 'x-ratelimit-#-req-minute', 'x-ratelimit-#'],
  tokens: ['x-ratelimit-#-tokens', 'anthropic-ratelimit-tokens-#', 'x-ratelimit-#-tokens-minute'],
  inputTokens: ['anthropic-ratelimit-input-tokens-#'],
  outputTokens: ['anthropic-ratelimit-output-tokens-#'],
} as const satisfies Record<keyof RateLimits, readonly string[]>;

/** The limits that the headers of a response tell. What they do not tell, or tell in no known form, is absent. */
export function readRateLimits(headers: ResponseInfo['headers'], nowMs: number = Date.now()): RateLimits {
  const limits: Partial<Record<keyof RateLimits, RateLimit>> = {};
  for (const [name, forms] of Object.entries(NAMES) as [keyof RateLimits, readonly string[]][]) {
    const told = forms.map((form) => readLimit(headers, form, nowMs)).find((limit) => limit !== undefined);
    if (told) limits[name] = told;
  }
  return limits;
}

function readLimit(headers: ResponseInfo['headers'], form: string, nowMs: number): RateLimit | undefined {
  const valueOf = (part: string): string => headers.get(form.replace('#', part))?.trim() ?? '';
  const limit = readCount(valueOf('limit'));
  const remaining = readCount(valueOf('remaining'));
  const resetsInMs = readReset(valueOf('reset'), nowMs);
  if (limit === undefined && remaining === undefined && resetsInMs === undefined) return undefined;
  return { ...(limit !== undefined && { limit }), ...(remaining !== undefined && { remaining }), ...(resetsInMs !== undefined && { resetsInMs }) };
}

/** Azure says -1 where it does not know. */
function readCount(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A span of Go (`6m0s`, `20ms`), a date of RFC 3339, seconds, or seconds or milliseconds since 1970. */
function readReset(text: string, nowMs: number): number | undefined {
  if (text.length > MAX_RESET_CHARS) return undefined;
  const waitMs = /^\d+(?:\.\d+)?$/.test(text) ? readNumberMs(Number(text), 1_000, nowMs) : (readSpanMs(text) ?? fromDate(text, nowMs));
  return waitMs === undefined ? undefined : Math.max(0, Math.ceil(waitMs));
}

const MAX_RESET_CHARS = 40;

function fromDate(text: string, nowMs: number): number | undefined {
  const dateMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(dateMs) ? undefined : dateMs - nowMs;
}
