import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { ItemType } from '../accumulated-item.js';
import type { FoldStep } from './fold-step.js';
import type { ItemFold } from './item-fold.js';
import { readPosition } from './positions.js';
import type { ResponseFold } from './response-fold.js';

type TextField = 'arguments' | 'input' | 'code';

/** An item begins or is complete. */
export function boundsItem(step: 'begin' | 'finish'): FoldStep {
  return (event, { output }) => {
    if (isObject(event.item)) output[step](readPosition(event, event.item.id), event.item);
  };
}

/** The text of a field grows by a fragment. */
export function lengthensField(itemType: ItemType, field: TextField): FoldStep {
  return (event, response) => {
    const { delta } = event;
    if (typeof delta !== 'string') return;
    changeText(event, response, itemType, field, ({ draft }) => {
      draft.append(field, delta);
    });
  };
}

/** The text of a field is stated in full. An empty one does not overwrite what was streamed. */
export function statesField(itemType: ItemType, field: TextField): FoldStep {
  return (event, response) => {
    const whole = event[field];
    if (typeof whole !== 'string' || whole === '') return;
    changeText(event, response, itemType, field, ({ draft }) => {
      draft.set(field, whole);
    });
  };
}

/** Any item with such a field will do: there are servers that speak of one kind of call with the events of another. */
function changeText(
  event: PayloadObject,
  { output }: ResponseFold,
  itemType: ItemType,
  field: TextField,
  change: (item: ItemFold) => void,
): void {
  output.change(readPosition(event), itemType, change, (item) => item.takes(itemType) || Object.hasOwn(item.snapshot, field));
}

/** The name of such an event says it all: which kind of item, and its status. */
export function setsStatus(itemType: ItemType, status: string): FoldStep {
  return (event, { output }) => {
    output.change(readPosition(event), itemType, ({ draft }) => {
      draft.set('status', status);
    });
  };
}

export function changesDiff(event: PayloadObject, { output }: ResponseFold): void {
  const { delta, diff } = event;
  output.change(readPosition(event), 'apply_patch_call', ({ draft }) => {
    const operation = draft.get('operation');
    const before = isObject(operation) ? operation : {};
    const known = typeof before.diff === 'string' ? before.diff : '';
    if (typeof delta === 'string') draft.set('operation', { ...before, diff: known + delta });
    else if (typeof diff === 'string' && diff !== '') draft.set('operation', { ...before, diff });
  });
}

const positionFields = ['type', 'sequence_number', 'output_index', 'item_id'];

/** The newest partial image stands on its item under the wire's own names, until the image itself is there. */
export function showsPartialImage(event: PayloadObject, { output }: ResponseFold): void {
  const image = Object.entries(event).filter(([field]) => !positionFields.includes(field));
  output.change(readPosition(event), 'image_generation_call', ({ draft }) => {
    for (const [field, value] of image) draft.set(field, value);
  });
}
