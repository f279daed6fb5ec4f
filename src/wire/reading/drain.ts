import { Subscription, timer } from 'rxjs';

import type { Abort } from '../../stream-notes.js';
import { asChunk } from '../parsing/chunk.js';
import { type BodyChunks, giveUp } from './body-chunks.js';

/** How long a body may take to end behind its answer. Most take a millisecond; a packet that is lost is sent again after 200. */
export const DRAIN_MS = 250;
/** How long it may be. Most are empty. */
export const DRAIN_CHARS = 65_536;

/**
 * Reads on behind the end of an answer, and throws away what comes. Nobody waits for it. A body that was read to its end leaves its
 * connection to the next request, and its server has no client that left too early. One that does not end is given up.
 *
 * @param abort ends it before its time.
 * @param release called once, when the body has ended or is given up.
 */
export function drain(chunks: BodyChunks, abort: Abort, release: () => void): void {
  const rest = new Subscription(release);
  const stop = (): void => {
    if (!rest.closed) giveUp(chunks);
    rest.unsubscribe();
  };
  // In two steps: a process that was busy for longer reads in between what has come meanwhile.
  rest.add(timer(DRAIN_MS - 1, 1).subscribe({ next: (step) => { if (step > 0) stop(); }, error: stop }));
  rest.add(abort.subscribe({ error: stop }));
  readOn(chunks, rest).then((hasEnded) => {
    if (hasEnded) rest.unsubscribe();
    else stop();
  }, stop);
}

/** @returns whether the body has ended, so that there is nothing to give up. */
async function readOn(chunks: BodyChunks, rest: Subscription): Promise<boolean> {
  let room = DRAIN_CHARS;
  while (room > 0 && !rest.closed) {
    const { done, value } = await chunks.next();
    if (done === true) return true;
    room -= asChunk(value)?.length || 1; // an empty one is not for nothing
  }
  return false;
}
