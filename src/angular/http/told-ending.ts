import type { ResponseLike } from '../../index.js';

/**
 * The same response, whose body says why it was ended. Chromium tells a reader no more than that the request was aborted, whatever the
 * reason of the abort was. Each read costs one promise more; another `ReadableStream` around the body would cost half of all again.
 */
export function withToldEnding({ ok, status, headers, type, url, body }: Response, signal: AbortSignal): ResponseLike {
  const getReader = (): object => {
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    return {
      read: () => reader.read().catch((error: unknown) => { throw signal.aborted ? signal.reason : error; }),
      cancel: () => reader.cancel(),
    };
  };
  return { ok, status, headers, type, url, body: body && { getReader } };
}
