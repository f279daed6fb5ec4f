import { concatMap, EMPTY, finalize, from, lastValueFrom, takeUntil, throwError } from 'rxjs';

import { mistakeIn, openResponse } from '../open-frames.js';
import type { Protocol } from '../protocol.js';
import { abortBy, letGo } from '../wire/opening/abort.js';
import { invalidRequest } from '../wire/opening/invalid-request.js';
import { prepareRequest, type RequestOptions } from '../wire/opening/request.js';
import { discardBody } from '../wire/reading/read-body.js';
import { readHttpFailure } from '../wire/reading/read-failure.js';

/**
 * Cancels an answer that the server writes in the background, so that nobody pays for what nobody reads. Unsubscribing from its frames
 * does not do so.
 *
 * Resolves when the server has taken it. All who read the answer see it end. Rejects with an `ApiError`: a 404 where there is no such
 * answer, a 400 where it is not a background one.
 *
 * ```ts
 * await cancelAnswer(responses, { baseUrl, apiKey }, id);
 * ```
 *
 * @param protocol of the answer; of the built-in ones only `responses` has background answers.
 * @param request where and as whom to ask, as it was for the answer.
 * @param id of the answer: the `id` of its `start` delta.
 */
export async function cancelAnswer(protocol: Protocol, request: Omit<RequestOptions, 'body'>, id: string): Promise<void> {
  const mistake = mistakeIn('cancelAnswer', protocol, request, {});
  if (mistake !== undefined) throw invalidRequest(mistake);
  const rules = protocol.background;
  if (!rules) throw invalidRequest(`${protocol.name} has no answers in the background.`);
  if (!isAnswerId(id)) throw invalidRequest('The id of the answer is none.');
  const { open, secrets } = prepareRequest(protocol, { ...request, body: {} }, rules.cancellation(id));
  const controller = new AbortController();
  const answer = from(openResponse(open, controller.signal, secrets)).pipe(
    concatMap((response) => {
      if (!response.ok) return readHttpFailure(response, secrets).pipe(concatMap((error) => throwError(() => error)));
      discardBody(response);
      return EMPTY;
    }),
    takeUntil(abortBy([request.signal], secrets)),
    finalize(() => { letGo(controller); }),
  );
  await lastValueFrom(answer, { defaultValue: undefined });
}

/** A path of dots leads elsewhere, however it is encoded. */
export function isAnswerId(id: unknown): boolean {
  return typeof id === 'string' && !/^\.*$/.test(id);
}
