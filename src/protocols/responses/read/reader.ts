import { type Delta, noDeltas } from '../../../answer/delta.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { PayloadReader, Reading } from '../../../protocol.js';
import { checked, type PayloadRule } from '../../schema/checked.js';
import { ReaderByType } from '../../schema/reader-by-type.js';
import type { Schema } from '../../schema/schema.js';
import { isAbsurdIndex } from '../../schema/wire-index.js';
import { jsonIn, textIn } from '../../wire-text.js';
import { events, type ResponseEvent, type ResponseEventOf, type ResponseEventType } from '../events.js';
import { MAX_ITEMS } from '../item-register.js';
import { itemPosition, partPosition } from '../positions.js';
import { argumentsIn, stringIn } from '../stated-item.js';
import { readEnding, startOf } from './read-ending.js';
import { readItem } from './read-item.js';
import { imageType, media } from './read-media.js';
import { ResponseState } from './response-state.js';
import type { TextChannel } from './text-reader.js';
import { isWholeAnswer, readWholeAnswer } from './whole-answer.js';

type ReadRule<E extends ResponseEvent> = (event: E, state: ResponseState) => Reading<ResponseEvent>;

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
  'response.content_part.done': adds(wholePart),
  'response.output_text.delta': adds(fragment('text')),
  'response.output_text.done': adds(whole('text')),
  'response.output_text.annotation.added': adds(({ annotation }, { citations }) => citations.fragment(annotation)),
  'response.refusal.delta': adds(fragment('refusal')),
  'response.refusal.done': adds(whole('refusal')),
  'response.reasoning_text.delta': adds(fragment('reasoning')),
  'response.reasoning_text.done': adds(whole('reasoning')),
  'response.reasoning.delta': adds(fragment('reasoning')),
  'response.reasoning.done': adds(whole('reasoning')),
  'response.reasoning_part.added': addsNothing,
  'response.reasoning_part.done': adds(wholePart),
  'response.reasoning_summary_part.added': addsNothing,
  'response.reasoning_summary_part.done': adds(wholePart),
  'response.reasoning_summary_text.delta': adds(fragment('summary')),
  'response.reasoning_summary_text.done': adds(whole('summary')),
  'response.function_call_arguments.delta': adds(callFragment),
  'response.function_call_arguments.done': adds(wholeCall),
  'response.custom_tool_call_input.delta': adds(callFragment),
  'response.custom_tool_call_input.done': adds(wholeCall),
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
  'response.image_generation_call.partial_image': adds(({ partial_image_b64, output_format }) => media(imageType(output_format), stringIn(partial_image_b64) ?? '')),
  'response.shell_call_command.added': addsNothing,
  'response.shell_call_command.delta': addsNothing,
  'response.shell_call_command.done': addsNothing,
  'response.shell_call_output_content.delta': addsNothing,
  'response.shell_call_output_content.done': addsNothing,
  'response.apply_patch_call_operation_diff.delta': addsNothing,
  'response.apply_patch_call_operation_diff.done': addsNothing,
  'response.compaction.compacting': addsNothing,
  // The events do not name the format that was asked for; the one that OpenAI streams is raw PCM.
  'response.audio.delta': adds(({ delta }) => media('audio/pcm', stringIn(delta) ?? '')),
  'response.audio.done': addsNothing,
  'response.audio.transcript.delta': adds(({ delta }, { texts }) => texts.transcript(textIn(delta))),
  'response.audio.transcript.done': addsNothing,
  'response.keep_alive': addsNothing,
  keepalive: addsNothing,
  ping: addsNothing,
} satisfies { readonly [T in ResponseEventType]: ReadRule<ResponseEventOf<T>> };

/** The rules by type, each behind the schema of its type. The type itself was compared when the rule was looked up. */
const rulesByType: ReadonlyMap<string, PayloadRule<ResponseEvent, ResponseState>> = new Map(
  Object.entries(rules).map(([type, rule]) => {
    const schema = events[type as ResponseEventType] as unknown as Schema<ResponseEvent>;
    return [type, checked(schema, rule as ReadRule<ResponseEvent>)];
  }),
);

/** The parts of an item that are told, and the channel of each. */
const channels: ReadonlyMap<unknown, TextChannel> = new Map([
  ['output_text', 'text'],
  ['refusal', 'refusal'],
  ['reasoning_text', 'reasoning'],
  ['summary_text', 'summary'],
]);

function adds<E extends object>(deltasOf: (event: E, state: ResponseState) => readonly Delta[]): ReadRule<E & ResponseEvent> {
  return (event, state) => ({ kind: 'data', payload: event, deltas: deltasOf(event, state) });
}

/** Nested or flat. The flat form's `type` is the event's, and says nothing about the error. */
function fail(event: ResponseEventOf<'error' | 'response.error'>): Reading<ResponseEvent> {
  return { kind: 'error', error: event.error ?? { ...event, type: undefined } };
}

function start({ response }: PayloadObject, state: ResponseState): readonly Delta[] {
  return startOf(isObject(response) ? response : {}, state);
}

function fragment(channel: TextChannel) {
  return (event: PayloadObject, { texts }: ResponseState) => texts.fragment(channel, partPosition(event, channel), textIn(event.delta));
}

/** A text in full. */
function whole(channel: TextChannel) {
  return (event: PayloadObject, { texts }: ResponseState) => texts.whole(channel, 'text', partPosition(event, channel), textOf(channel, event));
}

/** A part in full. */
function wholePart(event: PayloadObject, { texts }: ResponseState): readonly Delta[] {
  const part = isObject(event.part) ? event.part : {};
  const channel = channels.get(part.type);
  return channel === undefined ? noDeltas : texts.whole(channel, 'part', partPosition(event, channel), textOf(channel, part));
}

function textOf(channel: TextChannel, { text, refusal }: PayloadObject): string {
  return textIn(channel === 'refusal' ? refusal : text);
}

function callFragment(event: PayloadObject & { readonly delta: string }, { calls }: ResponseState): readonly Delta[] {
  return calls.fragment(itemPosition(event), jsonIn(event.delta));
}

function wholeCall(event: PayloadObject, { calls }: ResponseState): readonly Delta[] {
  return calls.whole(itemPosition(event), argumentsIn(event), stringIn(event.name));
}

/** Reads the events of one Responses stream. Only a lifecycle event ends one, so a clean end is whole after a whole answer alone. */
export class ResponseReader implements PayloadReader<ResponseEvent> {
  readonly #state = new ResponseState();
  readonly #events = new ReaderByType(rulesByType, this.#state);

  read(payload: PayloadObject): Reading<ResponseEvent> {
    if (isAbsurdIndex(payload.output_index)) return { kind: 'invalid', reason: 'output_index: too big' };
    const isWhole = !this.#state.started && isWholeAnswer(payload);
    const reading = isWhole ? readWholeAnswer(payload, this.#state) : this.#events.read(payload);
    return this.#state.isTooLong ? { kind: 'invalid', reason: `more than ${String(MAX_ITEMS)} items` } : reading;
  }

  isWhole(): boolean {
    return this.#state.isWhole;
  }
}
