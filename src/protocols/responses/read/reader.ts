import type * as z from 'zod/mini';

import { type Delta, noDeltas } from '../../../answer/delta.js';
import type { PayloadReader, Reading } from '../../../protocol.js';
import { checked, type PayloadRule } from '../../schema/checked.js';
import { readByType } from '../../schema/read-by-type.js';
import { events, fragmentGuards, type ResponseEvent, type ResponseEventOf, type ResponseEventType } from '../events.js';
import { readEnding } from './read-ending.js';
import { readItem } from './read-item.js';
import { type Channel, type PartPlace, ResponseState } from './response-state.js';

type Rule = readonly [ResponseEventType, PayloadRule<ResponseEvent, ResponseState>];
type TextKind = 'text' | 'reasoning' | 'refusal';

/**
 * What each type of event says. Raw reasoning and its summary are both passed on as reasoning where a server sends both.
 * Tools that the vendor runs itself say nothing in neutral words: their payloads are there for whoever wants them.
 */
export const rules: ReadonlyMap<string, PayloadRule<ResponseEvent, ResponseState>> = new Map<
  string,
  PayloadRule<ResponseEvent, ResponseState>
>([
  ...(Object.keys(events) as ResponseEventType[]).map((type) => adds(type, () => noDeltas)),
  adds('response.created', start),
  adds('response.queued', start),
  adds('response.in_progress', start),
  adds('response.output_text.delta', fragment('text', 'text')),
  adds('response.output_text.done', (event, state) => whole('text', 'text', event, event.text, state)),
  adds('response.refusal.delta', fragment('refusal', 'refusal')),
  adds('response.refusal.done', (event, state) => whole('refusal', 'refusal', event, event.refusal, state)),
  adds('response.reasoning_text.delta', fragment('reasoning', 'reasoning')),
  adds('response.reasoning_text.done', (event, state) => whole('reasoning', 'reasoning', event, event.text, state)),
  adds('response.reasoning.delta', fragment('reasoning', 'reasoning')),
  adds('response.reasoning.done', (event, state) => whole('reasoning', 'reasoning', event, event.text, state)),
  adds('response.reasoning_summary_text.delta', fragment('reasoning', 'summary')),
  adds('response.reasoning_summary_text.done', (event, state) => whole('reasoning', 'summary', event, event.text, state)),
  adds('response.output_text.annotation.added', ({ annotation }) =>
    annotation == null ? noDeltas : [{ type: 'citation', citation: annotation, choice: 0 }],
  ),
  on('response.output_item.added', readItem),
  on('response.output_item.done', readItem),
  adds('response.function_call_arguments.delta', callFragment),
  adds('response.custom_tool_call_input.delta', callFragment),
  adds('response.function_call_arguments.done', (event, state) => state.calls.whole(place(event), event.arguments ?? '')),
  adds('response.custom_tool_call_input.done', (event, state) => state.calls.whole(place(event), event.input ?? '')),
  adds('response.image_generation_call.partial_image', ({ partial_image_b64, output_format }) =>
    media(`image/${output_format ?? 'png'}`, partial_image_b64),
  ),
  // The events do not name the format that was asked for; the one that OpenAI streams is raw PCM.
  adds('response.audio.delta', ({ delta }) => media('audio/pcm', delta)),
  adds('response.audio.transcript.delta', ({ delta }) => (delta === '' ? noDeltas : [{ type: 'text', text: delta, choice: 0 }])),
  on('response.completed', readEnding),
  on('response.incomplete', readEnding),
  on('response.cancelled', readEnding),
  on('response.done', readEnding),
  on('response.failed', readEnding),
  on('response.error', fail),
  on('error', fail),
]);

function on<T extends ResponseEventType>(
  type: T,
  read: (event: ResponseEventOf<T>, state: ResponseState) => Reading<ResponseEvent>,
): Rule {
  // The schema of a type looks at the fields only: `type` itself has been compared by looking the rule up.
  return [type, checked(events[type] as unknown as z.ZodMiniType<ResponseEventOf<T>>, read, fragmentGuards.get(events[type]))];
}

function adds<T extends ResponseEventType>(
  type: T,
  deltasOf: (event: ResponseEventOf<T>, state: ResponseState) => readonly Delta[],
): Rule {
  return on(type, (event, state) => ({ kind: 'data', payload: event, deltas: deltasOf(event, state) }));
}

/** Nested or flat. The flat form's `type` is the event's, and says nothing about the error. */
function fail(event: ResponseEventOf<'error' | 'response.error'>): Reading<ResponseEvent> {
  return { kind: 'error', error: event.error ?? { ...event, type: undefined } };
}

function start(
  event: ResponseEventOf<'response.created' | 'response.queued' | 'response.in_progress'>,
  state: ResponseState,
): readonly Delta[] {
  if (state.started) return noDeltas;
  state.started = true;
  const { id, model } = event.response ?? {};
  return [{ type: 'start', ...(id == null ? {} : { id }), ...(model == null ? {} : { model }) }];
}

function fragment(kind: TextKind, channel: Channel) {
  return (event: PartPlace & { readonly delta: string }, state: ResponseState): readonly Delta[] => {
    if (event.delta === '') return noDeltas;
    state.markStreamed(channel, event);
    return [{ type: kind, text: event.delta, choice: 0 }];
  };
}

/** The text of a part in full: news only where noDeltas of it came as deltas, as some gateways send it. */
function whole(
  kind: TextKind,
  channel: Channel,
  part: PartPlace,
  text: string | null | undefined,
  state: ResponseState,
): readonly Delta[] {
  if (text == null || text === '' || state.hasStreamed(channel, part)) return noDeltas;
  state.markStreamed(channel, part);
  return [{ type: kind, text, choice: 0 }];
}

function callFragment(
  event: ResponseEventOf<'response.function_call_arguments.delta' | 'response.custom_tool_call_input.delta'>,
  state: ResponseState,
): readonly Delta[] {
  return event.delta === '' ? noDeltas : [state.calls.fragment(place(event), event.delta)];
}

function place(event: { readonly output_index?: number | null | undefined; readonly item_id?: string | null | undefined }) {
  return { outputIndex: event.output_index, itemId: event.item_id };
}

function media(mediaType: string, data: string): readonly Delta[] {
  return data === '' ? noDeltas : [{ type: 'media', mediaType, data, choice: 0 }];
}

/** Opens the reading of one Responses stream. Only a lifecycle event ends an answer, so no clean end is ever whole by itself. */
export function openReader(): PayloadReader<ResponseEvent> {
  const state = new ResponseState();
  return {
    read: readByType(rules, state),
    isWhole: () => false,
  };
}
