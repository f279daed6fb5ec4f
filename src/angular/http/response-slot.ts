import { HttpContext, HttpContextToken } from '@angular/common/http';

import type { ResponseLike } from '../../index.js';

/** Where the backend leaves the response of the platform: the events of `HttpClient` have no room for a body that is still coming. */
export interface ResponseSlot {
  /** Whether the backend of `provideFramewise` has seen the request. */
  isReached: boolean;
  /** The response, once its headers are in. */
  response?: ResponseLike;
  /** Ends the request whose response this is, and with it the body, which then fails with the reason. */
  stop?: (reason?: unknown) => void;
  /** Told when the stream has ended and its subscriber knows, for a spec that writes answers. */
  onEnd?: () => void;
}

/** Marks a request as a stream. */
export const RESPONSE_SLOT = new HttpContextToken<ResponseSlot | undefined>(() => undefined);

/** The context of one attempt. The given one may be shared by many requests, and is not touched. */
export function contextWith(slot: ResponseSlot, given: HttpContext = new HttpContext()): HttpContext {
  const context = new HttpContext();
  for (const token of given.keys()) context.set(token, given.get(token));
  return context.set(RESPONSE_SLOT, slot);
}
