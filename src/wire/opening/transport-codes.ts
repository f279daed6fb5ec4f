/** The toolkit's own word for what the codes of Node, undici, Bun and axios report. The first that fits counts. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(?:UND_ERR_(?:SOCKET|DESTROYED|CLOSED)|ERR_STREAM_PREMATURE_CLOSE|ConnectionClosed)$/, 'connection_closed'],
  [/^(?:ECONNRESET|EPIPE|ECONNABORTED)$/, 'connection_reset'],
  [/^(?:ECONNREFUSED|ConnectionRefused)$/, 'connection_refused'],
  [/^(?:E(?:HOST|NET)(?:UNREACH|DOWN)|EADDRNOTAVAIL|EPROTO|ERR_NETWORK|FailedToOpenSocket)$/, 'connection_failed'],
  [/^(?:ENOTFOUND|EAI_AGAIN|EAI_FAIL|EAI_NODATA)$/, 'host_not_found'],
  [/^(?:ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/^(?:UND_ERR_ABORTED|ABORT_ERR|ERR_CANCELED)$/, 'aborted'],
  [/^(?:ERR_INVALID_(?:URL|ARG_TYPE|ARG_VALUE|CHAR)|UND_ERR_INVALID_ARG)$/, 'invalid_request'],
  // OpenSSL, zlib and undici have too many to list.
  [/CERT|SELF_SIGNED|LEAF_SIGNATURE|HOSTNAME_MISMATCH|^INVALID_CA$|ISSUER/, 'untrusted_certificate'],
  [/^(?:Z_|ERR_+FORMAT|ERR_BROTLI|ERR_ZLIB|ERR__ERROR|ZSTD)/, 'decoding_failed'],
  [/^(?:UND_ERR|HPE|ERR_SSL|ERR_TLS|ERR_HTTP2)_/, 'connection_failed'],
];

/** The toolkit's own word for what a platform's code reports; undefined for a code that is not of the network. */
export function typeOfCode(code: string): string | undefined {
  return TYPES.find(([codes]) => codes.test(code))?.[1];
}
