/** The codes of Node, undici, Bun and axios, below the toolkit's own word for what they report. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  connection_closed: ['UND_ERR_SOCKET', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED', 'ERR_STREAM_PREMATURE_CLOSE', 'ConnectionClosed'],
  connection_reset: ['ECONNRESET', 'EPIPE', 'ECONNABORTED'],
  connection_refused: ['ECONNREFUSED', 'ConnectionRefused'],
  connection_failed: ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EPROTO', 'ERR_NETWORK', 'FailedToOpenSocket'],
  host_not_found: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'],
  timeout: ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
  aborted: ['UND_ERR_ABORTED', 'ABORT_ERR', 'ERR_CANCELED'],
  invalid_request: ['ERR_INVALID_URL', 'UND_ERR_INVALID_ARG', 'ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_VALUE', 'ERR_INVALID_CHAR'],
};
const TYPE_OF_CODE: ReadonlyMap<string, string> = new Map(Object.entries(CODES).flatMap(([type, codes]) => codes.map((code) => [code, type] as const)));

/** What the codes of one family have in common. OpenSSL, zlib and undici have too many to list. */
const TYPE_OF_FAMILY: readonly (readonly [RegExp, string])[] = [
  [/CERT|SELF_SIGNED|LEAF_SIGNATURE|HOSTNAME_MISMATCH|^INVALID_CA$|ISSUER/, 'untrusted_certificate'],
  [/^(?:Z_|ERR_+FORMAT|ERR_BROTLI|ERR_ZLIB|ERR__ERROR|ZSTD)/, 'decoding_failed'],
  [/^(?:UND_ERR|HPE|ERR_SSL|ERR_TLS|ERR_HTTP2)_/, 'connection_failed'],
];

/** The toolkit's own word for what a platform's code reports; undefined for a code that is not of the network. */
export function typeOfCode(code: string): string | undefined {
  return TYPE_OF_CODE.get(code) ?? TYPE_OF_FAMILY.find(([family]) => family.test(code))?.[1];
}
