import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { ItemFold } from './item-fold.js';
import { readPlace } from './positions.js';
import type { AccumulateRule, ResponseFold } from './response-fold.js';

type TextField = 'arguments' | 'input' | 'code';

/** The events that speak of an item that has no parts: calls, and what becomes of those that the vendor runs itself. */
export const itemRules: readonly AccumulateRule[] = [
  lengthens('response.function_call_arguments.delta', 'function_call', 'arguments'),
  states('response.function_call_arguments.done', 'function_call', 'arguments'),
  lengthens('response.custom_tool_call_input.delta', 'custom_tool_call', 'input'),
  states('response.custom_tool_call_input.done', 'custom_tool_call', 'input'),
  lengthens('response.mcp_call_arguments.delta', 'mcp_call', 'arguments'),
  states('response.mcp_call_arguments.done', 'mcp_call', 'arguments'),
  lengthens('response.code_interpreter_call_code.delta', 'code_interpreter_call', 'code'),
  states('response.code_interpreter_call_code.done', 'code_interpreter_call', 'code'),
  ['response.apply_patch_call_operation_diff.delta', changeDiff],
  ['response.apply_patch_call_operation_diff.done', changeDiff],
  moves('response.mcp_call.in_progress'),
  moves('response.mcp_call.completed'),
  moves('response.mcp_call.failed'),
  moves('response.mcp_list_tools.in_progress'),
  moves('response.mcp_list_tools.completed'),
  moves('response.mcp_list_tools.failed'),
  moves('response.file_search_call.in_progress'),
  moves('response.file_search_call.searching'),
  moves('response.file_search_call.completed'),
  moves('response.web_search_call.in_progress'),
  moves('response.web_search_call.searching'),
  moves('response.web_search_call.completed'),
  moves('response.code_interpreter_call.in_progress'),
  moves('response.code_interpreter_call.interpreting'),
  moves('response.code_interpreter_call.completed'),
  moves('response.image_generation_call.in_progress'),
  moves('response.image_generation_call.generating'),
  moves('response.image_generation_call.completed'),
  moves('response.compaction.compacting'),
  ['response.image_generation_call.partial_image', showPartialImage],
];

function lengthens(type: AccumulateRule[0], itemType: string, field: TextField): AccumulateRule {
  return [
    type,
    (event, response) => {
      const { delta } = event;
      if (typeof delta !== 'string') return;
      changeText(event, response, itemType, field, ({ draft }) => {
        draft.append(field, delta);
      });
    },
  ];
}

/** The text of a field in full. An empty one takes nothing back. */
function states(type: AccumulateRule[0], itemType: string, field: TextField): AccumulateRule {
  return [
    type,
    (event, response) => {
      const whole = event[field];
      if (typeof whole !== 'string' || whole === '') return;
      changeText(event, response, itemType, field, ({ draft }) => {
        draft.set(field, whole);
      });
    },
  ];
}

/** Any item with such a field will do: there are servers that speak of one kind of call with the events of another. */
function changeText(
  event: PayloadObject,
  { output }: ResponseFold,
  itemType: string,
  field: TextField,
  change: (item: ItemFold) => void,
): void {
  output.change(readPlace(event), itemType, change, (item) => item.takes(itemType) || Object.hasOwn(item.snapshot, field));
}

function changeDiff(event: PayloadObject, { output }: ResponseFold): void {
  const { delta, diff } = event;
  output.change(readPlace(event), 'apply_patch_call', ({ draft }) => {
    const operation = draft.get('operation');
    const before = isObject(operation) ? operation : {};
    const known = typeof before.diff === 'string' ? before.diff : '';
    if (typeof delta === 'string') draft.set('operation', { ...before, diff: known + delta });
    else if (typeof diff === 'string' && diff !== '') draft.set('operation', { ...before, diff });
  });
}

/** The name of such an event says it all: which kind of item, and its status. */
function moves(type: AccumulateRule[0]): AccumulateRule {
  const [, itemType = '', status] = type.split('.');
  return [
    type,
    (event, { output }) => {
      output.change(readPlace(event), itemType, ({ draft }) => {
        draft.set('status', status);
      });
    },
  ];
}

const placeFields = ['type', 'sequence_number', 'output_index', 'item_id'];

/** The newest partial image stands on its item under the wire's own names, until the image itself is there. */
function showPartialImage(event: PayloadObject, { output }: ResponseFold): void {
  const image = Object.entries(event).filter(([field]) => !placeFields.includes(field));
  output.change(readPlace(event), 'image_generation_call', ({ draft }) => {
    for (const [field, value] of image) draft.set(field, value);
  });
}
