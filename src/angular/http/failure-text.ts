/** What the core reads of a failure. Interceptors get no more of it. */
const MAX_BYTES = 65_536;
const MAX_MS = 5_000;

/** The body of a response that failed, as far as it comes within the bounds; then it is cancelled. What breaks says no more. */
export async function failureText({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const cancel = (): void => {
    reader.cancel().catch(() => undefined);
  };
  const timer = setTimeout(cancel, MAX_MS);
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let room = MAX_BYTES; room > 0; ) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, room), { stream: true });
      room -= value.length;
    }
  } catch {
    // The status has decided already.
  } finally {
    clearTimeout(timer);
    cancel();
  }
  return text;
}
