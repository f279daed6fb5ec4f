import type { Accumulator } from '../../protocol.js';
import { ResponseFold } from './accumulate-response.js';
import { accumulateRules } from './accumulate-rules.js';
import type { AccumulatedResponse } from './accumulated-response.js';
import type { ResponseEvent } from './events.js';

/**
 * Folds the events of one stream. Where a server leaves out what begins a response, an item or a part, the first event that
 * speaks of it begins it; what a server states in the end wins, but takes back nothing of what it has streamed.
 */
export class ResponseAccumulator implements Accumulator<ResponseEvent, AccumulatedResponse> {
  readonly #response = new ResponseFold();

  add(event: ResponseEvent): AccumulatedResponse | undefined {
    accumulateRules.get(event.type)?.(event, this.#response);
    return this.#response.snapshot();
  }
}
