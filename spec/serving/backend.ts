import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chatCompletions, messages, type Protocol, reliably, responses, streamFrames } from 'framewise';
import { callerError, encodeFrames, errorBody, sse } from 'framewise/serving';

const quiet = { warn: () => undefined, error: () => undefined };

/** A backend over real HTTP that speaks all three protocols to its callers and `from` to its upstream. */
export async function backend(from: Protocol, upstreamUrl: string): Promise<{ baseUrl: string } & AsyncDisposable> {
  const server: Server = createServer((request, response) => {
    const to = [chatCompletions, responses, messages].find(({ path }) => request.url?.endsWith(path)) ?? chatCompletions;
    const frames$ = streamFrames(from, { baseUrl: upstreamUrl, apiKey: 'upstream-key', body: { model: 'm', max_tokens: 9 } });
    const answer = sse(frames$.pipe(reliably({ maxRetries: 0, logger: quiet }), encodeFrames(to, { from, model: 'ours', includeUsage: true })));
    const reader = answer.body?.getReader();
    response.on('close', () => void reader?.cancel().catch(() => undefined));
    void (async () => {
      try {
        for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
          if (!response.headersSent) response.writeHead(200, Object.fromEntries(answer.headers));
          response.write(next.value);
        }
        response.end();
      } catch (error) {
        response.writeHead(callerError(error).status, { 'content-type': 'application/json' }).end(JSON.stringify(errorBody(error)));
      }
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
