import { typeOfCode } from '../../../src/wire/opening/transport-codes.js';

describe('typeOfCode', () => {
  it.each([
    ['ECONNREFUSED', 'connection_refused'], ['ConnectionRefused', 'connection_refused'],
    ['ECONNRESET', 'connection_reset'], ['UND_ERR_SOCKET', 'connection_closed'],
    ['ENOTFOUND', 'host_not_found'], ['EAI_AGAIN', 'host_not_found'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'], ['UND_ERR_ABORTED', 'aborted'], ['ERR_INVALID_URL', 'invalid_request'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted_certificate'], ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted_certificate'],
    ['Z_DATA_ERROR', 'decoding_failed'], ['ERR__ERROR_FORMAT_PADDING_1', 'decoding_failed'],
    ['HPE_INVALID_CONSTANT', 'connection_failed'], ['ERR_SSL_WRONG_VERSION_NUMBER', 'connection_failed'],
  ])('%s is %s', (code, type) => {
    expect(typeOfCode(code)).toBe(type);
  });

  it.each(['ENOENT', 'ERR_ASSERTION', 'constructor', ''])('%p is not of the network', (code) => {
    expect(typeOfCode(code)).toBeUndefined();
  });
});
