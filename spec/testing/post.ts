import type { MockGateway } from '../../src/testing/index.js';

/** Asks the gateway as a client of the word protocol does. */
export function post(gateway: MockGateway, body: unknown = {}, init: RequestInit = {}, path = '/words'): Promise<Response> {
  return fetch(gateway.baseUrl + path, { method: 'POST', body: JSON.stringify(body), ...init });
}
