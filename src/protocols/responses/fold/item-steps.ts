import { isNothing, isObject, type PayloadObject } from '../../../payload-object.js';
import { jsonIn } from '../../wire-text.js';
import type { ItemType } from '../accumulated-item.js';
import { argumentsIn, asBegun, stringIn } from '../stated-item.js';
import { type ItemFold, taking, type TextField } from './item-fold.js';
import { readPosition } from './positions.js';
import type { FoldStep, ResponseFold } from './response-fold.js';

/** An item begins or is complete. */
export function boundsItem(step: 'begin' | 'finish'): FoldStep {
  return (event, { output }) => {
    const { item } = event;
    if (isObject(item) && !isNothing(item)) output[step](readPosition(event, item), step === 'begin' ? asBegun(item) : item);
  };
}

/** The text of a field grows by a fragment. */
export function lengthensField(itemType: ItemType, field: TextField): FoldStep {
  const takes = (item: ItemFold): boolean => hasField(item, itemType, field);
  return (event, { output }) => {
    const piece = jsonIn(event.delta);
    if (piece === '' && event.delta !== '') return;
    output.change(readPosition(event), itemType, takes, ({ draft }) => {
      draft.append(field, piece);
    });
  };
}

/** The text of a field is stated in full. An empty one does not overwrite what was streamed. Some servers state the name with it. */
export function statesField(itemType: ItemType, field: TextField): FoldStep {
  return (event, { output }) => {
    const whole = field === 'code' ? (stringIn(event.code) ?? '') : argumentsIn(event);
    if (whole === '') return;
    const name = stringIn(event.name);
    const isNamed = (item: ItemFold): boolean => item.name === undefined || name === undefined || item.name === name;
    const takes = (item: ItemFold): boolean => hasField(item, itemType, field) && isNamed(item) && (!item.isWhole || item.fitField(field, whole) === 'same');
    output.state(readPosition(event), itemType, takes, (item) => item.fitField(field, whole), (item) => {
      item.draft.set(field, whole);
      if (item.name === undefined && name !== undefined) item.draft.set('name', name);
      item.isWhole = true;
    });
  };
}

/** Any item with such a field will do: there are servers that speak of one kind of call with the events of another. */
function hasField(item: ItemFold, itemType: ItemType, field: TextField): boolean {
  return item.takes(itemType) || Object.hasOwn(item.snapshot, field);
}

/** The name of such an event says it all: `response.`, which kind of item, and its status. */
export function setsStatus(event: PayloadObject, { output }: ResponseFold): void {
  const [, itemType, status] = String(event.type).split('.') as [string, ItemType, string];
  output.change(readPosition(event), itemType, taking(itemType), ({ draft }) => {
    draft.set('status', status);
  });
}

const takesPatch = taking('apply_patch_call');
const takesImage = taking('image_generation_call');

export function changesDiff(event: PayloadObject, { output }: ResponseFold): void {
  const { delta, diff } = event;
  output.change(readPosition(event), 'apply_patch_call', takesPatch, ({ draft }) => {
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
  output.change(readPosition(event), 'image_generation_call', takesImage, ({ draft }) => {
    for (const [field, value] of image) draft.set(field, value);
  });
}
