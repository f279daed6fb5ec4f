import type { Line } from './recording.js';

const HEADER = /\b((?:proxy-)?authorization|(?:x-)?(?:goog-)?api-?key|(?:set-)?cookie|[\w-]*(?:token|secret))["']?\s*:\s*["']?([^\]"'\r\n]+)/gi;
const MOST_HEADER_CHARS = 16_384;
/** A shorter word may stand in the answer by chance. */
const LEAST_SECRET_CHARS = 8;

/**
 * Covers the keys that `curl -v` writes into its log, wherever they stand: also in a body that repeats them. Stars
 * take the place of their characters one by one, so that every offset stays what it is.
 */
export function maskSecrets(lines: readonly Line[]): readonly Line[] {
  const secrets = [...new Set(lines.flatMap(secretsIn))].sort((a, b) => b.length - a.length);
  if (secrets.length === 0) return lines;
  return lines.map((line) => {
    const text = secrets.reduce((masked, secret) => masked.replaceAll(secret, '*'.repeat(secret.length)), line.text);
    return text === line.text ? line : { ...line, text, bytes: Buffer.from(text) };
  });
}

function secretsIn({ text }: Line): readonly string[] {
  // The server's own words come in fields; headers never do.
  if (text.length > MOST_HEADER_CHARS || /^(?:data|event|id|retry)?:|^\s*[{[]/.test(text)) return [];
  return [...text.matchAll(HEADER)].flatMap(([, , value = '']) =>
    value.split(/[\s;,=]+/).filter((word) => word.length >= LEAST_SECRET_CHARS),
  );
}
