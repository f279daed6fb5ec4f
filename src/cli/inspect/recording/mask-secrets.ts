import type { Line } from './recording.js';

/** The name of a header or of a field, and what opens its value. A name is tried once, from its beginning: the cost is linear. */
const FIELD = /(?<![\w-])([\w-]+)["']?\s{0,8}:\s{0,8}["']?/g;
const SECRET_NAME = /^(?:(?:proxy-)?authorization|(?:x-)?(?:goog-)?api-?key|(?:set-)?cookie|[\w-]*(?:token|secret))$/i;
/** The value of a parameter in a URL. */
const SECRET_PARAMETER = /[?&](?:[\w-]*(?:key|token|secret|sig|signature))=([^&\s"'#]+)/gi;
const MOST_HEADER_CHARS = 16_384;
const MOST_VALUE_CHARS = 4_096;
/** A shorter word may stand in the answer by chance. */
const LEAST_SECRET_CHARS = 8;
/** A client has a few keys, and its log holds them before anything that a server can make up. */
const MOST_SECRETS = 200;

/**
 * Covers the keys that `curl -v` writes into its log, wherever they stand: also in a body that repeats them. Stars
 * take the place of their characters one by one, so that every offset stays what it is.
 */
export function maskSecrets(lines: readonly Line[], secrets: readonly string[] = secretsIn(lines)): readonly Line[] {
  if (secrets.length === 0) return lines;
  return lines.map((line) => {
    const text = coverSecrets(line.text, secrets);
    return text === line.text ? line : { ...line, text, bytes: Buffer.from(text) };
  });
}

/** The text with stars in place of the secrets. A secret that holds another comes before it. */
export function coverSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, '*'.repeat(secret.length)), text);
}

/** The keys that stand in a log, the longest first. */
export function secretsIn(lines: readonly Pick<Line, 'text'>[]): readonly string[] {
  const secrets = new Set<string>();
  for (const { text } of lines) {
    for (const secret of secretsInLine(text)) {
      if (secrets.size >= MOST_SECRETS) break;
      secrets.add(secret);
    }
  }
  return [...secrets].sort((a, b) => b.length - a.length);
}

function secretsInLine(text: string): readonly string[] {
  // The server's own words come in fields, and headers never do.
  if (text.length > MOST_HEADER_CHARS || /^(?:data|event|id|retry)?:|^\s*[{[]|(?<![\w-])data: ?[{[]/.test(text)) return [];
  const values: string[] = [];
  for (const match of text.matchAll(FIELD)) {
    if (!SECRET_NAME.test(match[1] ?? '')) continue;
    const start = match.index + match[0].length;
    values.push(/^[^\]"'\r\n]*/.exec(text.slice(start, start + MOST_VALUE_CHARS))?.[0] ?? '');
  }
  const parameters = [...text.matchAll(SECRET_PARAMETER)].map(([, value = '']) => value);
  return [...values.flatMap((value) => value.split(/[\s;,=]+/)), ...parameters].filter((word) => word.length >= LEAST_SECRET_CHARS);
}
