/**
 * Where an answer failed: `http` by its status (or by a JSON error in place of a stream), `stream` by an error frame after
 * `200 OK`, `transport` by the connection, `protocol` by what arrived or did not arrive.
 */
export type ErrorOrigin = 'http' | 'stream' | 'transport' | 'protocol';
