import * as z from 'zod/mini';

import { noDeltas } from '../../../answer/delta.js';
import type { Reading } from '../../../protocol.js';
import { checked } from '../../schema/checked.js';
import type { ResponseEvent, ResponseEventOf } from '../events.js';
import type { ResponseState } from './response-state.js';

type ItemEvent = ResponseEventOf<'response.output_item.added' | 'response.output_item.done'>;

const text = z.nullish(z.string());
// A schema of its own, because items of other types have `arguments` and `input` of other shapes.
const callItem = z.object({ item: z.object({ id: text, call_id: text, name: text, arguments: text, input: text }) });

/** Reads an output item that begins or is complete. Calls of the caller's own tools, and finished images, are output. */
export function readItem(event: ItemEvent, state: ResponseState): Reading<ResponseEvent> {
  const { type, result, output_format } = event.item;
  if (type === 'function_call' || type === 'custom_tool_call') return readCall(event, state);
  if (type === 'image_generation_call' && event.type === 'response.output_item.done' && typeof result === 'string') {
    // The image itself comes here and nowhere else; partial images, where they were asked for, came before it.
    const mediaType = `image/${typeof output_format === 'string' ? output_format : 'png'}`;
    return { kind: 'data', payload: event, deltas: [{ type: 'media', mediaType, data: result, choice: 0 }] };
  }
  return { kind: 'data', payload: event, deltas: noDeltas };
}

const readCall = checked(callItem as unknown as z.ZodMiniType<ItemEvent & z.infer<typeof callItem>>, (event, state: ResponseState) => {
  const { id, call_id, name, arguments: json, input } = event.item;
  const position = { outputIndex: event.output_index, itemId: id };
  const item = { id: call_id ?? id ?? undefined, name: name ?? undefined, arguments: json ?? input ?? '' };
  const deltas = event.type === 'response.output_item.added' ? [state.calls.begin(position, item)] : state.calls.finish(position, item);
  return { kind: 'data', payload: event, deltas } satisfies Reading<ResponseEvent>;
});
