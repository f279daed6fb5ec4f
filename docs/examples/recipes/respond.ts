import { type Frame, reliably } from 'framewise';
import { callerError, sse, toMessageEvents, whenReady } from 'framewise/serving';
import { finalize, type Observable } from 'rxjs';

/**
 * The response to a client of yours. It waits for the first words, so that what fails before them has its own status.
 *
 * @param client aborts when the client leaves: `request.signal`.
 */
export async function respond(frames$: Observable<Frame<object>>, client: AbortSignal): Promise<Response> {
  const done = new AbortController();
  try {
    const events$ = await whenReady(frames$.pipe(reliably(), toMessageEvents()), AbortSignal.any([client, done.signal]));
    // Not every server aborts the signal of a client that leaves, but each lets go of the body.
    return sse(events$.pipe(finalize(() => { done.abort(); })));
  } catch (error) {
    // Nothing of your upstream in it: its 401 is your 502.
    const { status, retryAfterMs, ...told } = callerError(error);
    const headers = new Headers(retryAfterMs === undefined ? undefined : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) });
    return Response.json({ error: told }, { status, headers });
  }
}
