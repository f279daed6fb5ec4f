import { type Delta, noDeltas } from '../../../answer/delta.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { PayloadReader, Reading } from '../../../protocol.js';
import { checked, type Except, type PayloadRule } from '../../schema/checked.js';
import { ReaderByType } from '../../schema/reader-by-type.js';
import type { Schema } from '../../schema/schema.js';
import { isAbsurdIndex } from '../../schema/wire-index.js';
import { jsonIn, textIn } from '../../wire-text.js';
import { events, type ResponseEvent, type ResponseEventOf, type ResponseEventType, type StatusType } from '../events.js';
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

const addsNothing = adds(() => noDeltas);
const start = adds(({ response }: PayloadObject, state) => startOf(isObject(response) ? response : {}, state));
/** A part in full. */
const wholePart = adds((event: PayloadObject, { texts }) => {
  const part = isObject(event.part) ? event.part : {};
  const channel = channels.get(part.type);
  return channel === undefined ? noDeltas : texts.whole(channel, 'part', partPosition(event, channel), textOf(channel, part));
});
const callFragment = adds((event: PayloadObject & { readonly delta: string }, { calls }) => calls.fragment(itemPosition(event), jsonIn(event.delta)));
const wholeCall = adds((event: PayloadObject, { calls }) => calls.whole(itemPosition(event), argumentsIn(event), stringIn(event.name)));

/**
 * What adds nothing in neutral words: how a tool of the vendor's own fares, what only begins, and heartbeats. Their payloads are there. The
 * list is a type, for a browser would load it a second time, beside the vocabulary.
 */
type Silent =
  | StatusType
  | 'response.content_part.added' | 'response.reasoning_part.added' | 'response.reasoning_summary_part.added'
  | `response.${'mcp_call_arguments' | 'code_interpreter_call_code' | 'apply_patch_call_operation_diff'}.${'delta' | 'done'}`
  | `response.shell_call_command.${'added' | 'delta' | 'done'}` | `response.shell_call_output_content.${'delta' | 'done'}`
  | 'response.audio.done' | 'response.audio.transcript.done'
  | 'response.keep_alive' | 'keepalive' | 'ping';

/**
 * What each other type of event says. A type that is added to the vocabulary does not compile until it stands in one of the two. Raw reasoning
 * and its summary are both passed on as reasoning where a server sends both.
 */
const rules = {
  'response.created': start,
  'response.queued': start,
  'response.in_progress': start,
  'response.completed': readEnding,
  'response.incomplete': readEnding,
  'response.failed': readEnding,
  'response.cancelled': readEnding,
  'response.done': readEnding,
  'response.error': fail,
  error: fail,
  'response.output_item.added': readItem,
  'response.output_item.done': readItem,
  'response.content_part.done': wholePart,
  'response.output_text.delta': fragment('text'),
  'response.output_text.done': whole('text'),
  'response.output_text.annotation.added': adds(({ annotation }, { citations }) => citations.fragment(annotation)),
  'response.refusal.delta': fragment('refusal'),
  'response.refusal.done': whole('refusal'),
  'response.reasoning_text.delta': fragment('reasoning'),
  'response.reasoning_text.done': whole('reasoning'),
  'response.reasoning.delta': fragment('reasoning'),
  'response.reasoning.done': whole('reasoning'),
  'response.reasoning_part.done': wholePart,
  'response.reasoning_summary_part.done': wholePart,
  'response.reasoning_summary_text.delta': fragment('summary'),
  'response.reasoning_summary_text.done': whole('summary'),
  'response.function_call_arguments.delta': callFragment,
  'response.function_call_arguments.done': wholeCall,
  'response.custom_tool_call_input.delta': callFragment,
  'response.custom_tool_call_input.done': wholeCall,
  'response.image_generation_call.partial_image': adds(({ partial_image_b64, output_format }) => media(imageType(output_format), stringIn(partial_image_b64) ?? '')),
  // The events do not name the format that was asked for; the one that OpenAI streams is raw PCM.
  'response.audio.delta': adds(({ delta }) => media('audio/pcm', stringIn(delta) ?? '')),
  'response.audio.transcript.delta': adds(({ delta }, { texts }) => texts.transcript(textIn(delta))),
} satisfies { readonly [T in Except<ResponseEventType, Silent>]: ReadRule<ResponseEventOf<T>> };

/** The rules by type, each behind the schema of its type. The type itself was compared when the rule was looked up. */
const rulesByType: ReadonlyMap<string, PayloadRule<ResponseEvent, ResponseState>> = new Map(
  Object.entries(events).map(([type, schema]) => {
    const rule = (rules as Partial<Record<string, unknown>>)[type] ?? addsNothing;
    return [type, checked(schema as unknown as Schema<ResponseEvent>, rule as ReadRule<ResponseEvent>)];
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

function fragment(channel: TextChannel): ReadRule<ResponseEvent> {
  return adds((event: PayloadObject, { texts }) => texts.fragment(channel, partPosition(event, channel), textIn(event.delta)));
}

/** A text in full. */
function whole(channel: TextChannel): ReadRule<ResponseEvent> {
  return adds((event: PayloadObject, { texts }) => texts.whole(channel, 'text', partPosition(event, channel), textOf(channel, event)));
}

function textOf(channel: TextChannel, { text, refusal }: PayloadObject): string {
  return textIn(channel === 'refusal' ? refusal : text);
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
