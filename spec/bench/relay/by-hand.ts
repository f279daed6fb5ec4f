import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import { createParser } from 'eventsource-parser';

/** The part of Express that is used here; it comes with the adapter of NestJS. */
interface Express {
  post(path: string, handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>): void;
  listen(port: number, host: string): Server;
}

interface Payload {
  readonly type: string;
  readonly delta?: { readonly type?: string; readonly text?: string };
  readonly error?: object;
}

/** The event that a payload becomes; an empty text for none. */
export type Write = (payload: Payload, event: string | undefined) => string;

/** An event of text for each delta of text. */
export const writeText: Write = ({ delta }) => (delta?.type === 'text_delta' ? `data: ${JSON.stringify({ text: delta.text })}\n\n` : '');

/** Every event as it came. */
export const writeAll: Write = (payload, event = 'message') => `event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`;

export function askUpstream(upstreamUrl: string, signal: AbortSignal): Promise<Response> {
  return fetch(`${upstreamUrl}/v1/messages`, { method: 'POST', body: JSON.stringify({ model: 'any', stream: true }), headers: { 'content-type': 'application/json' }, signal });
}

/** Returns what takes the chunks of an answer, and sends what is written of each event. */
export function readByHand(write: Write, send: (text: string) => void): (chunk: Uint8Array) => void {
  const parser = createParser({
    onEvent: ({ data, event }) => {
      const payload = JSON.parse(data) as Payload;
      const text = payload.error ? `event: error\ndata: ${JSON.stringify({ error: payload.error })}\n\n` : write(payload, event);
      if (text !== '') send(text);
    },
  });
  const decoder = new TextDecoder();
  return (chunk) => { parser.feed(decoder.decode(chunk, { stream: true })); };
}

/** Opens a relay as one writes it by hand who knows how: one parse, one event out, an eye on errors, on slow clients and on those that leave. */
export function openByHand(write: Write): (upstreamUrl: string) => Promise<number> {
  return async (upstreamUrl) => {
    const app = new ExpressAdapter().getInstance<Express>();
    app.post('/chat', async (_, response) => {
      const left = new AbortController();
      response.on('close', () => { left.abort(); });
      const answer = await askUpstream(upstreamUrl, left.signal);
      response.writeHead(answer.status, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      const read = readByHand(write, (text) => response.write(text));
      for await (const chunk of answer.body ?? []) {
        read(chunk);
        if (response.writableNeedDrain) await once(response, 'drain');
      }
      response.end();
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
}
