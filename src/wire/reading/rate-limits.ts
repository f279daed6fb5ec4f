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

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration of Go (`6m0s`, `20ms`, `2m59.56s`), a date of RFC 3339, seconds, or seconds or milliseconds since 1970. */
function readReset(text: string, nowMs: number): number | undefined {
  if (text.length > 40) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return fromNumber(Number(text), nowMs);
  if (/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) {
    const parts = [...text.matchAll(/([\d.]+)(ms|[smhd])/g)];
    return Math.ceil(parts.reduce((sum, [, count = '', unit = '']) => sum + Number(count) * (UNIT_MS[unit] ?? 0), 0));
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text)) return undefined;
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

function fromNumber(value: number, nowMs: number): number {
  if (value > 1e12) return Math.max(0, value - nowMs);
  if (value > 1e9) return Math.max(0, value * 1_000 - nowMs);
  return Math.ceil(value * 1_000);
}
