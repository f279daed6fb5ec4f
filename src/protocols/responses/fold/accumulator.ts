import { isObject } from '../../../payload-object.js';
import type { Accumulator } from '../../../protocol.js';
import type { AccumulatedResponse } from '../accumulated-response.js';
import type { ResponseEvent } from '../events.js';
import { itemRules } from './item-steps.js';
import { partRules } from './part-steps.js';
import { readPlace } from './positions.js';
import { type AccumulateRule, ResponseFold } from './response-fold.js';
import { shellRules } from './shell-steps.js';

/** What each type of event adds to the response. A type that is not listed, such as a heartbeat, adds nothing. */
export const accumulateRules: ReadonlyMap<string, AccumulateRule[1]> = new Map<string, AccumulateRule[1]>([
  states('response.created'),
  states('response.queued'),
  states('response.in_progress'),
  states('response.completed'),
  states('response.incomplete'),
  states('response.cancelled'),
  states('response.done'),
  states('response.failed'),
  bounds('response.output_item.added', 'begin'),
  bounds('response.output_item.done', 'finish'),
  ...partRules,
  ...itemRules,
  ...shellRules,
  joins('response.audio.delta', 'data'),
  joins('response.audio.transcript.delta', 'transcript'),
]);

function states(type: AccumulateRule[0]): AccumulateRule {
  return [
    type,
    ({ response: stated }, response) => {
      response.state(type, isObject(stated) ? stated : {});
    },
  ];
}

function bounds(type: AccumulateRule[0], step: 'begin' | 'finish'): AccumulateRule {
  return [
    type,
    (event, { output }) => {
      if (isObject(event.item)) output[step](readPlace(event, event.item.id), event.item);
    },
  ];
}

/** The sound of an answer belongs to no item. Base64 is joined as it comes: the pieces of one sound are cut at whole groups. */
function joins(type: AccumulateRule[0], field: 'data' | 'transcript'): AccumulateRule {
  return [
    type,
    ({ delta }, { audio }) => {
      if (typeof delta === 'string') audio.append(field, delta);
    },
  ];
}

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
