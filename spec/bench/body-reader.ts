/** The reader of a response that is known to have a body. */
export function bodyReader({ body }: Response, signal?: AbortSignal): ReadableStreamDefaultReader<Uint8Array> {
  if (body === null) throw new TypeError('A response without a body has nothing to measure.');
  const reader = body.getReader();
  signal?.addEventListener('abort', () => void reader.cancel());
  return reader;
}
