import { type Protocol, streamFrames } from 'framewise';
import { mockGateway } from 'framewise/testing';
import { lastValueFrom, toArray } from 'rxjs';

import type { Moment } from '../timeline/moment.js';
import { type Outcome, outcomeOf } from '../timeline/outcome.js';
import { watch } from '../timeline/watch.js';
import type { Expectation, Scenario } from './scenario.js';

/** One scenario as it went in one protocol. */
export interface Play {
  readonly protocol: Protocol;
  readonly moments: readonly Moment[];
  readonly outcome: Outcome;
  /** What did not go as the scenario says it must. */
  readonly differences: readonly string[];
}

/** Starts a gateway for one scenario, asks it over HTTP, and compares what comes of it with what must. */
export async function play({ script, options, expected }: Scenario, protocol: Protocol): Promise<Play> {
  await using gateway = await mockGateway({ script });
  const frames = streamFrames(protocol, { baseUrl: gateway.baseUrl, apiKey: 'any', body: { model: 'any' } });
  const moments = await lastValueFrom(watch(frames, options).pipe(toArray()), { defaultValue: [] });
  const outcome = outcomeOf(moments);
  return { protocol, moments, outcome, differences: differences(outcome, gateway.requests.length, expected) };
}

/**
 * Compares what happened with what must.
 *
 * @param requests how many requests the gateway has seen.
 * @returns a sentence for each difference; none if all is as expected.
 */
function differences(outcome: Outcome, requests: number, expected: Expectation): readonly string[] {
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
