const CLOSED_CODES = ['UND_ERR_SOCKET', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED', 'ERR_STREAM_PREMATURE_CLOSE', 'ConnectionClosed'];
const RESET_CODES = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];
const REFUSED_CODES = ['ECONNREFUSED', 'ConnectionRefused'];
const UNREACHABLE_CODES = ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EPROTO', 'ERR_NETWORK', 'FailedToOpenSocket'];
const HOST_CODES = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'];
const TIMEOUT_CODES = ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
const ABORT_CODES = ['UND_ERR_ABORTED', 'ABORT_ERR', 'ERR_CANCELED'];
const INVALID_CODES = ['ERR_INVALID_URL', 'UND_ERR_INVALID_ARG', 'ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_VALUE', 'ERR_INVALID_CHAR'];

/** The codes of Node, undici, Bun and axios, by the toolkit's own word for what they report. */
const TYPE_OF_CODE: ReadonlyMap<string, string> = new Map([
  ...CLOSED_CODES.map((code) => [code, 'connection_closed'] as const),
  ...RESET_CODES.map((code) => [code, 'connection_reset'] as const),
  ...REFUSED_CODES.map((code) => [code, 'connection_refused'] as const),
  ...UNREACHABLE_CODES.map((code) => [code, 'connection_failed'] as const),
  ...HOST_CODES.map((code) => [code, 'host_not_found'] as const),
  ...TIMEOUT_CODES.map((code) => [code, 'timeout'] as const),
  ...ABORT_CODES.map((code) => [code, 'aborted'] as const),
  ...INVALID_CODES.map((code) => [code, 'invalid_request'] as const),
]);

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
