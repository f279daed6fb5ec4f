import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { Draft } from '../../fold/draft.js';
import { withItem } from '../../fold/with-item.js';
import type { FoldStep } from './fold-step.js';
import type { ItemFold } from './item-fold.js';
import { readIndex, readPosition } from './positions.js';
import type { ResponseFold } from './response-fold.js';

/** A text that streams in, in a part of an item. */
interface PartText {
  readonly item: 'message' | 'reasoning';
  readonly list: 'content' | 'summary';
  readonly part: string;
  readonly field: 'text' | 'refusal';
}

export const outputText: PartText = { item: 'message', list: 'content', part: 'output_text', field: 'text' };
export const refusal: PartText = { item: 'message', list: 'content', part: 'refusal', field: 'refusal' };
export const reasoningText: PartText = { item: 'reasoning', list: 'content', part: 'reasoning_text', field: 'text' };
export const summaryText: PartText = { item: 'reasoning', list: 'summary', part: 'summary_text', field: 'text' };

/** A part of the content begins or is complete. */
export function boundsContent(step: 'begin' | 'finish'): FoldStep {
  // Any item with content will do: the type of a part does not tell that of its item.
  const takes = (item: ItemFold): boolean => item.takes('message') || item.takes('reasoning');
  return (event, { output }) => {
    const { part } = event;
    if (!isObject(part)) return;
    const index = readIndex(event, 'content_index');
    const change = (item: ItemFold): void => {
      item.changeParts('content', (parts) => {
        parts[step](index, part);
      });
    };
    output.change(readPosition(event), part.type === 'reasoning_text' ? 'reasoning' : 'message', change, takes);
  };
}

/** A part of the summary begins or is complete. */
export function boundsSummary(step: 'begin' | 'finish'): FoldStep {
  return (event, { output }) => {
    const { part } = event;
    if (!isObject(part)) return;
    const index = readIndex(event, 'summary_index');
    output.change(readPosition(event), 'reasoning', (item) => {
      item.changeParts('summary', (parts) => {
        parts[step](index, part);
      });
    });
  };
}

/** A text grows by a fragment. */
export function lengthensPart(text: PartText): FoldStep {
  return (event, response) => {
    const { delta, logprobs } = event;
    if (typeof delta !== 'string') return;
    changePart(event, response, text, (part) => {
      part.append(text.field, delta);
      if (Array.isArray(logprobs) && logprobs.length > 0) part.push('logprobs', logprobs);
    });
  };
}

/** A text is stated in full. An empty one does not overwrite what was streamed. */
export function statesPart(text: PartText): FoldStep {
  return (event, response) => {
    const whole = event[text.field];
    if (typeof whole !== 'string' || whole === '') return;
    changePart(event, response, text, (part) => {
      part.set(text.field, whole);
    });
  };
}

export function annotatesPart(event: PayloadObject, response: ResponseFold): void {
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
  output.change(readPosition(event), item, (fold) => {
    fold.changeParts(list, (parts) => {
      parts.change(index, part, change);
    });
  });
}
