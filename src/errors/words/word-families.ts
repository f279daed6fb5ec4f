import { advice } from './advice.js';
import type { ErrorRow } from './error-row.js';

/**
 * What the words of one family have in common, for those that no table lists: every gateway makes its own word of a used-up quota. They
 * are compared in lower case and without punctuation, the first family that fits counts. None of them is about the request itself.
 */
const families: readonly (readonly [RegExp, ErrorRow])[] = [
  [
    /quota|credits?(?!e?n)|billing|payment|arrears|overdue|budget|allowance|(?:^|[^d])balance|insufficientfunds|(?:usage|spend|spending|daily|weekly|monthly)(?:[a-z]*)limit/,
    { retryable: false, status: 429, advice: advice.topUp, isQuota: true },
  ],
  [/ratelimit|toomany(?:requests|tokens)|throttl|[rt]p[ms]limit|concurrencylimit/, { retryable: true, status: 429, advice: advice.slowDown }],
  [/overload|overcapacity|nocapacity|queuefull|serverbusy|unavailable$/, { retryable: true, status: 503, advice: advice.retryLater }],
  [/timeout$|timedout|badgateway|connectionerror$|connectionlost|disconnect/, { retryable: true, advice: advice.retryLater }],
];

/** @param plain a word in lower case, without punctuation. */
export function familyRow(plain: string): ErrorRow | undefined {
  return families.find(([family]) => family.test(plain))?.[1];
}
