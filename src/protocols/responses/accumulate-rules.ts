import { isObject } from '../../is-object.js';
import { itemRules } from './accumulate-item-rules.js';
import { partRules } from './accumulate-part-rules.js';
import { readPlace } from './accumulate-place.js';
import type { AccumulateRule } from './accumulate-rule.js';
import { shellRules } from './accumulate-shell-rules.js';

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
