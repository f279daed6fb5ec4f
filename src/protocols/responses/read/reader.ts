import type * as z from 'zod/mini';

import { type Delta, noDeltas } from '../../../answer/delta.js';
import type { PayloadObject } from '../../../payload-object.js';
import type { PayloadReader, Reading } from '../../../protocol.js';
import { checked, type PayloadRule } from '../../schema/checked.js';
import { readByType } from '../../schema/read-by-type.js';
import { events, fragmentGuards, type ResponseEvent, type ResponseEventOf, type ResponseEventType } from '../events.js';
import type { CallPosition } from './call-reader.js';
import { readEnding } from './read-ending.js';
import { readItem } from './read-item.js';
import { type Channel, type PartPosition, ResponseState } from './response-state.js';
import { isWholeAnswer, readWholeAnswer } from './whole-answer.js';

type ReadRule<E extends ResponseEvent> = (event: E, state: ResponseState) => Reading<ResponseEvent>;
type TextKind = 'text' | 'reasoning' | 'refusal';

/** What the events say in neutral words that only tell how a tool of the vendor's own fares: nothing. Their payloads are there. */
const addsNothing = adds(() => noDeltas);

/**
 * What each type of event says. A type that is added to the vocabulary does not compile until it stands here too. Raw reasoning
 * and its summary are both passed on as reasoning where a server sends both.
 */
const rules = {
  'response.created': adds(start),
  'response.queued': adds(start),
  'response.in_progress': adds(start),
  'response.completed': readEnding,
  'response.incomplete': readEnding,
  'response.failed': readEnding,
  'response.cancelled': readEnding,
  'response.done': readEnding,
  'response.error': fail,
  error: fail,
  'response.output_item.added': readItem,
  'response.output_item.done': readItem,
  'response.content_part.added': addsNothing,
  'response.content_part.done': addsNothing,
  'response.output_text.delta': adds(fragment('text', 'text')),
  'response.output_text.done': adds((event, state) => whole('text', 'text', event, event.text, state)),
  'response.output_text.annotation.added': adds(({ annotation }) => (annotation == null ? noDeltas : [{ type: 'citation', citation: annotation, choice: 0 }])),
  'response.refusal.delta': adds(fragment('refusal', 'refusal')),
  'response.refusal.done': adds((event, state) => whole('refusal', 'refusal', event, event.refusal, state)),
  'response.reasoning_text.delta': adds(fragment('reasoning', 'reasoning')),
  'response.reasoning_text.done': adds((event, state) => whole('reasoning', 'reasoning', event, event.text, state)),
  'response.reasoning.delta': adds(fragment('reasoning', 'reasoning')),
  'response.reasoning.done': adds((event, state) => whole('reasoning', 'reasoning', event, event.text, state)),
  'response.reasoning_summary_part.added': addsNothing,
  'response.reasoning_summary_part.done': addsNothing,
  'response.reasoning_summary_text.delta': adds(fragment('reasoning', 'summary')),
  'response.reasoning_summary_text.done': adds((event, state) => whole('reasoning', 'summary', event, event.text, state)),
  'response.function_call_arguments.delta': adds(callFragment),
  'response.function_call_arguments.done': adds((event, state) => state.calls.whole(callPosition(event), event.arguments ?? '')),
  'response.custom_tool_call_input.delta': adds(callFragment),
  'response.custom_tool_call_input.done': adds((event, state) => state.calls.whole(callPosition(event), event.input ?? '')),
  'response.mcp_call_arguments.delta': addsNothing,
  'response.mcp_call_arguments.done': addsNothing,
  'response.mcp_call.in_progress': addsNothing,
  'response.mcp_call.completed': addsNothing,
  'response.mcp_call.failed': addsNothing,
  'response.mcp_list_tools.in_progress': addsNothing,
  'response.mcp_list_tools.completed': addsNothing,
  'response.mcp_list_tools.failed': addsNothing,
  'response.file_search_call.in_progress': addsNothing,
  'response.file_search_call.searching': addsNothing,
  'response.file_search_call.completed': addsNothing,
  'response.web_search_call.in_progress': addsNothing,
  'response.web_search_call.searching': addsNothing,
  'response.web_search_call.completed': addsNothing,
  'response.code_interpreter_call.in_progress': addsNothing,
  'response.code_interpreter_call.interpreting': addsNothing,
  'response.code_interpreter_call.completed': addsNothing,
  'response.code_interpreter_call_code.delta': addsNothing,
  'response.code_interpreter_call_code.done': addsNothing,
  'response.image_generation_call.in_progress': addsNothing,
  'response.image_generation_call.generating': addsNothing,
  'response.image_generation_call.completed': addsNothing,
  'response.image_generation_call.partial_image': adds(({ partial_image_b64, output_format }) => media(`image/${output_format ?? 'png'}`, partial_image_b64)),
  'response.shell_call_command.added': addsNothing,
  'response.shell_call_command.delta': addsNothing,
  'response.shell_call_command.done': addsNothing,
  'response.shell_call_output_content.delta': addsNothing,
  'response.shell_call_output_content.done': addsNothing,
  'response.apply_patch_call_operation_diff.delta': addsNothing,
  'response.apply_patch_call_operation_diff.done': addsNothing,
  'response.compaction.compacting': addsNothing,
  // The events do not name the format that was asked for; the one that OpenAI streams is raw PCM.
  'response.audio.delta': adds(({ delta }) => media('audio/pcm', delta)),
  'response.audio.done': addsNothing,
  'response.audio.transcript.delta': adds(({ delta }) => (delta === '' ? noDeltas : [{ type: 'text', text: delta, choice: 0 }])),
  'response.audio.transcript.done': addsNothing,
  'response.keep_alive': addsNothing,
  keepalive: addsNothing,
  ping: addsNothing,
} satisfies { readonly [T in ResponseEventType]: ReadRule<ResponseEventOf<T>> };

/** The rules by type, each behind the schema of its type. The type itself was compared when the rule was looked up. */
const rulesByType: ReadonlyMap<string, PayloadRule<ResponseEvent, ResponseState>> = new Map(
  Object.entries(rules).map(([type, rule]) => {
    const schema = events[type as ResponseEventType];
    return [type, checked(schema as unknown as z.ZodMiniType<ResponseEvent>, rule as ReadRule<ResponseEvent>, fragmentGuards.get(schema))];
  }),
);

function adds<E extends object>(deltasOf: (event: E, state: ResponseState) => readonly Delta[]): ReadRule<E & ResponseEvent> {
  return (event, state) => ({ kind: 'data', payload: event, deltas: deltasOf(event, state) });
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
  return (event: PartPosition & { readonly delta: string }, state: ResponseState): readonly Delta[] => {
    if (event.delta === '') return noDeltas;
    state.markStreamed(channel, event);
    return [{ type: kind, text: event.delta, choice: 0 }];
  };
}

/** The text of a part in full: news only if no fragment of this part came before. */
function whole(
  kind: TextKind,
  channel: Channel,
  part: PartPosition,
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
  return event.delta === '' ? noDeltas : [state.calls.fragment(callPosition(event), event.delta)];
}

function callPosition(event: { readonly output_index?: number | null | undefined; readonly item_id?: string | null | undefined }): CallPosition {
  return { outputIndex: event.output_index, itemId: event.item_id };
}

function media(mediaType: string, data: string): readonly Delta[] {
  return data === '' ? noDeltas : [{ type: 'media', mediaType, data, choice: 0 }];
}

/** Reads the events of one Responses stream. Only a lifecycle event ends one, so a clean end is whole after a whole answer alone. */
export class ResponseReader implements PayloadReader<ResponseEvent> {
  readonly #state = new ResponseState();
  readonly #readEvent = readByType(rulesByType, this.#state);

  read(payload: PayloadObject): Reading<ResponseEvent> {
    const isWhole = !this.#state.started && isWholeAnswer(payload);
    return isWhole ? readWholeAnswer(payload, this.#state) : this.#readEvent(payload);
  }

  isWhole(): boolean {
    return this.#state.isWhole;
  }
}
