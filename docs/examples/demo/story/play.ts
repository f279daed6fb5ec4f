import { type Protocol, streamFrames } from 'framewise';
import { mockGateway } from 'framewise/testing';
import { lastValueFrom, toArray } from 'rxjs';

import type { Moment } from '../timeline/moment.js';
import { type Outcome, outcomeOf } from '../timeline/outcome.js';
import { watch } from '../timeline/watch.js';
import { differences } from './differences.js';
import type { Scenario } from './scenario.js';

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
