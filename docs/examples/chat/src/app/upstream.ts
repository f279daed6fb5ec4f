import { messages, reliably, Upstream } from 'framewise';
import type { Framewise } from 'framewise/angular';

/** A browser opens six connections to a server without HTTP/2. Some are left for everything else. */
const PLACES = 4;

/** What all answers of this page know together: where one is told to wait, the next ones wait too, and say so. */
export const upstream = new Upstream({ maxConcurrent: PLACES, coolDown: { maxHoldMs: 30_000 } });

/** Takes every place, as other parts of an application do that ask the same upstream. */
export function takeAllPlaces(framewise: Framewise): void {
  const body = { model: 'example', max_tokens: 1_024, messages: [{ role: 'user', content: 'A title for this conversation?' }] };
  for (let place = 0; place < PLACES; place++) framewise.stream(messages, body).pipe(reliably({ upstream })).subscribe({ error: reportError });
}
