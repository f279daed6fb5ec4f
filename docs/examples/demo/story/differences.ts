import type { Outcome } from '../timeline/outcome.js';
import type { Expectation } from './scenario.js';

/**
 * Compares what happened with what must.
 *
 * @param requests how many requests the gateway has seen.
 * @returns a sentence for each difference; none if all is as expected.
 */
export function differences(outcome: Outcome, requests: number, expected: Expectation): readonly string[] {
  const { attempts, restarts, waitedMs, completion, error } = outcome;
  const { leastWaitMs = 0 } = expected;
  const compared: readonly (readonly [name: string, actual: unknown, expected: unknown])[] = [
    ['text', completion?.text ?? '', expected.text],
    ['attempts', attempts, expected.attempts],
    ['requests at the gateway', requests, expected.attempts],
    ['restarts', restarts, expected.restarts ?? 0],
    ['error type', error?.type, expected.error?.type],
    ['error origin', error?.origin, expected.error?.origin],
    ['error status', error?.status, expected.error?.status],
    ['error retryable', error?.retryable, expected.error?.retryable],
  ];
  return [
    ...compared
      .filter(([, is, must]) => is !== must)
      .map(([name, is, must]) => `${name}: expected ${told(must)}, got ${told(is)}`),
    ...(waitedMs < leastWaitMs ? [`waits: expected ${String(leastWaitMs)} ms or more, got ${String(waitedMs)} ms`] : []),
  ];
}

function told(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
