import type { IncomingMessage } from 'node:http';

import type { Protocol } from '../../index.js';
import type { SeenRequest } from '../seen-request.js';
import type { Exchange } from './exchange.js';

/**
 * Reads a request to its end.
 *
 * @returns the request, or `undefined` if the client went away before it had sent all of it.
 */
export async function seeRequest(
  incoming: IncomingMessage,
  protocol: Protocol | undefined,
  exchange: Exchange,
): Promise<SeenRequest | undefined> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  } catch {
    return undefined;
  }
  const headers = Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values?.join(', ') ?? '']);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: parse(Buffer.concat(chunks).toString()),
    protocol,
    closed: exchange.closed,
    stalled: exchange.stalled,
    stall: () => {
      exchange.stall();
    },
    resume: () => {
      exchange.resume();
    },
    break: (how) => {
      exchange.break(how);
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
