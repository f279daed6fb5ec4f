import { isObject, type PayloadObject } from '../../../payload-object.js';
import { textIn } from '../../wire-text.js';
import { partNumber } from '../positions.js';
import { type ItemFold, type PartList, taking } from './item-fold.js';
import { readPosition } from './positions.js';
import type { FoldStep, ResponseFold } from './response-fold.js';

/** A text that streams in, in a part of an item. */
interface PartText {
  readonly item: 'message' | 'reasoning';
  readonly list: PartList;
  readonly part: string;
  readonly field: 'text' | 'refusal';
}

export const outputText: PartText = { item: 'message', list: 'content', part: 'output_text', field: 'text' };
export const refusal: PartText = { item: 'message', list: 'content', part: 'refusal', field: 'refusal' };
export const reasoningText: PartText = { item: 'reasoning', list: 'content', part: 'reasoning_text', field: 'text' };
export const summaryText: PartText = { item: 'reasoning', list: 'summary', part: 'summary_text', field: 'text' };

const takes = { message: taking('message'), reasoning: taking('reasoning') };
/** Any item with content will do: the type of a part does not tell that of its item. */
const takesContent = (item: ItemFold): boolean => item.takes('message') || item.takes('reasoning');

/** A part begins. */
export function beginsPart(list: PartList): FoldStep {
  return (event, { output }) => {
    const { part } = event;
    if (!isObject(part)) return;
    const index = indexOf(event, list);
    output.change(readPosition(event), itemOf(list, part), takesPart(list), (item) => {
      item.changeParts(list, (parts) => {
        parts.begin(index, part);
      });
    });
  };
}

/** A part is stated in full. */
export function finishesPart(list: PartList): FoldStep {
  return (event, { output }) => {
    const { part } = event;
    if (!isObject(part)) return;
    const index = indexOf(event, list);
    const text = textIn(part.type === 'refusal' ? part.refusal : part.text);
    const fit = (item: ItemFold) => item.fitPart(list, 'part', part.type, text);
    output.state(readPosition(event), itemOf(list, part), takesPart(list), fit, (item) => {
      item.changeParts(list, (parts) => {
        parts.finish(index, part, text);
      });
    });
  };
}

function takesPart(list: PartList): (item: ItemFold) => boolean {
  return list === 'summary' ? takes.reasoning : takesContent;
}

function itemOf(list: PartList, part: PayloadObject): 'message' | 'reasoning' {
  return list === 'summary' || part.type === 'reasoning_text' ? 'reasoning' : 'message';
}

/** A text grows by a fragment. */
export function lengthensPart({ item, list, part, field }: PartText): FoldStep {
  return (event, { output }) => {
    const { logprobs } = event;
    const delta = textIn(event.delta);
    if (delta === '' && event.delta !== '') return;
    const index = indexOf(event, list);
    output.change(readPosition(event), item, takes[item], (fold) => {
      fold.changeParts(list, (parts) => {
        parts.change(index, part, (draft) => {
          draft.append(field, delta);
          if (Array.isArray(logprobs) && logprobs.length > 0) draft.push('logprobs', logprobs);
        });
      });
    });
  };
}

/** A text is stated in full. An empty one does not overwrite what was streamed. */
export function statesPart({ item, list, part, field }: PartText): FoldStep {
  return (event, { output }) => {
    const whole = textIn(event[field]);
    if (whole === '') return;
    const index = indexOf(event, list);
    output.state(readPosition(event), item, takes[item], (fold) => fold.fitPart(list, 'text', part, whole), (fold) => {
      fold.changeParts(list, (parts) => {
        parts.state(index, part, whole, (draft) => {
          draft.set(field, whole);
        });
      });
    });
  };
}

/** An annotation comes, or takes the place of another. It may come after its text has been stated in full. */
export function annotatesPart(event: PayloadObject, { output }: ResponseFold): void {
  const { annotation } = event;
  if (annotation === undefined || annotation === null) return;
  const { item, list, part } = outputText;
  const at = partNumber(event.annotation_index);
  output.change(readPosition(event), item, takes[item], (fold) => {
    fold.changeParts(list, (parts) => {
      parts.annotate(indexOf(event, list), part, at, annotation);
    });
  });
}

function indexOf(event: PayloadObject, list: PartList): number | undefined {
  return partNumber(list === 'content' ? event.content_index : event.summary_index);
}
