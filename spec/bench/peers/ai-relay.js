import { once } from 'node:events';
import { createServer } from 'node:http';
import { createAnthropic } from '@ai-sdk/anthropic';
import { streamText } from 'ai';

globalThis.AI_SDK_LOG_WARNINGS = false;

/** The relay of the ai SDK's documentation, on the server of Node. */
export async function aiRelay(upstreamUrl) {
  const model = createAnthropic({ baseURL: `${upstreamUrl}/v1`, apiKey: 'none' })('any');
  const server = createServer((request, response) => {
    request.resume();
    const left = new AbortController();
    response.on('close', () => left.abort());
    streamText({ model, prompt: 'Hi', maxRetries: 0, abortSignal: left.signal }).pipeUIMessageStreamToResponse(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
}
