import { type Delta, noDeltas } from '../../../answer/delta.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { Reading } from '../../../protocol.js';
import type { Except } from '../../schema/checked.js';
import { anyObject, either, nullish, object, orNothing, string, within } from '../../schema/schema.js';
import type { ItemType } from '../accumulated-item.js';
import type { ResponseEvent, ResponseEventOf } from '../events.js';
import { itemPosition } from '../positions.js';
import { asBegun, saidBy } from '../stated-item.js';
import { readMedia } from './read-media.js';
import type { ResponseState } from './response-state.js';

type ItemEvent = ResponseEventOf<'response.output_item.added' | 'response.output_item.done'>;

/** What an item says when it begins, or when it is complete. */
type ItemRule = (event: ItemEvent, item: PayloadObject, state: ResponseState) => readonly Delta[];

const json = nullish(orNothing(either(anyObject, string)));
// A schema of its own, because items of other types have `arguments` and `input` of other shapes.
const callItem = object({ name: nullish(orNothing(string)), arguments: json, input: json });

const message: ItemRule = (event, item, { texts, citations }) => {
  const position = itemPosition(event, item);
  if (isDone(event)) return [...texts.finish('message', position, saidBy(item)), ...citations.finish(item)];
  texts.begin('message', position);
  return noDeltas;
};

const reasoning: ItemRule = (event, item, { texts }) => {
  const position = itemPosition(event, item);
  if (isDone(event)) return texts.finish('reasoning', position, saidBy(item));
  texts.begin('reasoning', position);
  return noDeltas;
};

const call: ItemRule = (event, item, { calls }) => (isDone(event) ? calls.finish(itemPosition(event, item), item) : calls.begin(itemPosition(event, item), asBegun(item)));

/** The image itself comes in its item and nowhere else. */
const image: ItemRule = (event, item, state) => (isDone(event) ? readMedia(item, state) : noDeltas);

const addsNothing: ItemRule = () => noDeltas;

/** Tools that the vendor runs itself say nothing in neutral words: their payloads are there for those who want them. */
type Silent =
  | 'web_search_call' | 'file_search_call' | 'code_interpreter_call' | 'mcp_call' | 'mcp_list_tools' | 'mcp_approval_request'
  | 'local_shell_call' | 'shell_call' | 'shell_call_output' | 'apply_patch_call' | 'compaction';

/** What each other type of item says. A type that is added to the vocabulary does not compile until it stands in one of the two. */
const rules = {
  message,
  reasoning,
  function_call: call,
  custom_tool_call: call,
  image_generation_call: image,
} satisfies Record<Except<ItemType, Silent>, ItemRule>;

const rulesByType: ReadonlyMap<unknown, ItemRule> = new Map<unknown, ItemRule>(Object.entries(rules));

/** Reads an output item that begins or is complete. */
export function readItem(event: ItemEvent, state: ResponseState): Reading<ResponseEvent> {
  const item = isObject(event.item) ? event.item : {};
  const rule = rulesByType.get(item.type) ?? addsNothing;
  const problem = rule === call ? callItem(item) : undefined;
  return problem === undefined ? { kind: 'data', payload: event, deltas: rule(event, item, state) } : { kind: 'invalid', reason: within('item', problem) };
}

function isDone({ type }: ItemEvent): boolean {
  return type === 'response.output_item.done';
}
