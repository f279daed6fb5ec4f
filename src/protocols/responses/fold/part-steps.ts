import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { Draft } from '../../fold/draft.js';
import { withItem } from '../../fold/with-item.js';
import type { ItemFold } from './item-fold.js';
import { readIndex, readPlace } from './positions.js';
import type { AccumulateRule, ResponseFold } from './response-fold.js';

/** A text that streams in, in a part of an item. */
interface PartText {
  readonly item: 'message' | 'reasoning';
  readonly list: 'content' | 'summary';
  readonly part: string;
  readonly field: 'text' | 'refusal';
}

const outputText: PartText = { item: 'message', list: 'content', part: 'output_text', field: 'text' };
const refusal: PartText = { item: 'message', list: 'content', part: 'refusal', field: 'refusal' };
const reasoningText: PartText = { item: 'reasoning', list: 'content', part: 'reasoning_text', field: 'text' };
const summaryText: PartText = { item: 'reasoning', list: 'summary', part: 'summary_text', field: 'text' };

/** The events that speak of the parts of an item. */
export const partRules: readonly AccumulateRule[] = [
  boundsContent('response.content_part.added', 'begin'),
  boundsContent('response.content_part.done', 'finish'),
  boundsSummary('response.reasoning_summary_part.added', 'begin'),
  boundsSummary('response.reasoning_summary_part.done', 'finish'),
  lengthens('response.output_text.delta', outputText),
  states('response.output_text.done', outputText),
  lengthens('response.refusal.delta', refusal),
  states('response.refusal.done', refusal),
  lengthens('response.reasoning_text.delta', reasoningText),
  states('response.reasoning_text.done', reasoningText),
  lengthens('response.reasoning.delta', reasoningText),
  states('response.reasoning.done', reasoningText),
  lengthens('response.reasoning_summary_text.delta', summaryText),
  states('response.reasoning_summary_text.done', summaryText),
  ['response.output_text.annotation.added', annotate],
];

function boundsContent(type: AccumulateRule[0], step: 'begin' | 'finish'): AccumulateRule {
  // Any item with content will do: the type of a part does not tell that of its item.
  const takes = (item: ItemFold): boolean => item.takes('message') || item.takes('reasoning');
  return [
    type,
    (event, { output }) => {
      const { part } = event;
      if (!isObject(part)) return;
      const index = readIndex(event, 'content_index');
      const change = (item: ItemFold): void => {
        item.changeParts('content', (parts) => {
          parts[step](index, part);
        });
      };
      output.change(readPlace(event), part.type === 'reasoning_text' ? 'reasoning' : 'message', change, takes);
    },
  ];
}

function boundsSummary(type: AccumulateRule[0], step: 'begin' | 'finish'): AccumulateRule {
  return [
    type,
    (event, { output }) => {
      const { part } = event;
      if (!isObject(part)) return;
      const index = readIndex(event, 'summary_index');
      output.change(readPlace(event), 'reasoning', (item) => {
        item.changeParts('summary', (parts) => {
          parts[step](index, part);
        });
      });
    },
  ];
}

function lengthens(type: AccumulateRule[0], text: PartText): AccumulateRule {
  return [
    type,
    (event, response) => {
      const { delta, logprobs } = event;
      if (typeof delta !== 'string') return;
      changePart(event, response, text, (part) => {
        part.append(text.field, delta);
        if (Array.isArray(logprobs) && logprobs.length > 0) part.push('logprobs', logprobs);
      });
    },
  ];
}

/** The text of a part in full. An empty one takes nothing back. */
function states(type: AccumulateRule[0], text: PartText): AccumulateRule {
  return [
    type,
    (event, response) => {
      const whole = event[text.field];
      if (typeof whole !== 'string' || whole === '') return;
      changePart(event, response, text, (part) => {
        part.set(text.field, whole);
      });
    },
  ];
}

function annotate(event: PayloadObject, response: ResponseFold): void {
  const { annotation } = event;
  if (annotation === undefined || annotation === null) return;
  changePart(event, response, outputText, (part) => {
    const list = part.get('annotations');
    const known = Array.isArray(list) ? list : [];
    const position = Math.min(readIndex(event, 'annotation_index') ?? known.length, known.length);
    part.set('annotations', withItem(known, position, annotation));
  });
}

function changePart(event: PayloadObject, { output }: ResponseFold, { item, list, part }: PartText, change: (part: Draft) => void): void {
  const index = readIndex(event, list === 'content' ? 'content_index' : 'summary_index');
  output.change(readPlace(event), item, (fold) => {
    fold.changeParts(list, (parts) => {
      parts.change(index, part, change);
    });
  });
}
