import { isKnownWord } from '../../errors/words/word-row.js';

/** Below this a value is more likely a word or a number that other texts hold by chance. */
const MIN_VALUE_CHARS = 8;

/** Headers that say who calls and what for. Everything else may be a secret, whatever its name, unless it is a word for errors. */
const PUBLIC_HEADER = new RegExp(`^(?:${[
  'accept(?:-.*)?', 'content-.*', 'user-agent', '(?:http-)?referer', 'origin', 'host', 'connection', 'cache-control', 'pragma', 'te', 'dnt',
  'priority', 'sec-.*', 'x-title', 'x-openrouter-.*', 'x-stainless-.*', 'anthropic-version', 'anthropic-beta', 'openai-beta',
  'anthropic-dangerous-direct-browser-access', 'traceparent', 'tracestate', '(?:x-)?(?:client-)?(?:request|correlation|trace)-id',
].join('|')})$`, 'i');

/** Parameters of a query that are documented as public: Azure's version, Google's format. */
const PUBLIC_PARAMETER = /^(?:api-version|alt)$/i;

/** What no error may show of a request: the key, and the values in the query of the base URL and in headers that are not public. */
export function requestSecrets(apiKey: unknown, baseUrl: unknown, headers: Iterable<readonly [name: string, value: unknown]>): string[] {
  const values = [...headers].flatMap(([name, value]) => (PUBLIC_HEADER.test(name) ? [] : secretsIn(value)));
  const others = [...values, ...secretsInQuery(baseUrl)].filter((value) => value.length >= MIN_VALUE_CHARS && !isKnownWord(value));
  return typeof apiKey === 'string' && apiKey !== '' ? [apiKey, ...others] : others;
}

/** The whole value, and its parts: what follows the scheme in `Bearer xyz`, what a cookie holds, what Basic packs. Servers echo either. */
function secretsIn(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  const parts = value.split(/[\s;,]+/);
  const named = parts.map((part) => part.slice(part.indexOf('=') + 1));
  const packed = /^basic\s+(\S+)/i.exec(value)?.[1];
  return [value.trim(), ...parts, ...named, ...(packed === undefined ? [] : userAndPassword(packed))];
}

function userAndPassword(packed: string): string[] {
  try {
    const pair = atob(packed);
    return [pair, pair.slice(pair.indexOf(':') + 1)];
  } catch {
    return []; // no Base64, or no atob
  }
}

function secretsInQuery(url: unknown): string[] {
  const query = typeof url === 'string' ? /\?([^#]*)/.exec(url)?.[1] : undefined;
  if (query === undefined) return [];
  return query.split('&').flatMap((parameter) => {
    const [name = '', ...rest] = parameter.split('=');
    const value = rest.length === 0 ? name : rest.join('=');
    return rest.length > 0 && PUBLIC_PARAMETER.test(name) ? [] : [value, decoded(value)];
  });
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}
