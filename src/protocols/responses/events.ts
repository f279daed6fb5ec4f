import * as z from 'zod/mini';

import type { PayloadObject } from '../../payload-object.js';
import { wireIndex } from '../schema/index-schema.js';
import { isAbsentOrWireIndex } from '../schema/wire-index.js';
import { responseObject } from './response-object.js';

const index = z.nullish(wireIndex);
const text = z.nullish(z.string());

const anything = z.object({});
const lifecycle = z.object({ response: z.nullish(responseObject) });
const failure = z.object({ error: z.optional(z.unknown()) });
const item = z.object({
  output_index: index,
  item: z.object({ type: text, result: z.optional(z.unknown()), output_format: z.optional(z.unknown()) }),
});
const status = z.object({ output_index: index });
const part = z.object({ output_index: index, content_index: index });
export const partDelta = z.object({ output_index: index, content_index: index, delta: z.string() });
const textDone = z.object({ output_index: index, content_index: index, text });
const refusalDone = z.object({ output_index: index, content_index: index, refusal: text });
const annotation = z.object({ output_index: index, content_index: index, annotation: z.optional(z.unknown()) });
const summaryPart = z.object({ output_index: index, summary_index: index });
export const summaryDelta = z.object({ output_index: index, summary_index: index, delta: z.string() });
const summaryDone = z.object({ output_index: index, summary_index: index, text });
export const callDelta = z.object({ output_index: index, item_id: text, delta: z.string() });
const argumentsDone = z.object({ output_index: index, item_id: text, arguments: text });
const inputDone = z.object({ output_index: index, item_id: text, input: text });
const partialImage = z.object({ output_index: index, partial_image_b64: z.string(), output_format: text });
const shell = z.object({ output_index: index, command_index: index });
const mediaDelta = z.object({ delta: z.string() });

/**
 * The event vocabulary: the 59 types of OpenAI's own union, then those that servers send beside it. Each schema names what the
 * toolkit reads of it and no more, for every field named is paid for on every event; gateways leave out `logprobs`,
 * `sequence_number` and `item_id`. What stands in no list here (`response.fusion_call.*`, debug events) stays unknown.
 *
 * Source: the `ResponseStreamEvent` union of the openai package, 7.57.
 */
export const events = {
  'response.created': lifecycle,
  'response.queued': lifecycle,
  'response.in_progress': lifecycle,
  'response.completed': lifecycle,
  'response.incomplete': lifecycle,
  'response.failed': lifecycle,
  error: failure,
  'response.output_item.added': item,
  'response.output_item.done': item,
  'response.content_part.added': part,
  'response.content_part.done': part,
  'response.output_text.delta': partDelta,
  'response.output_text.done': textDone,
  'response.output_text.annotation.added': annotation,
  'response.refusal.delta': partDelta,
  'response.refusal.done': refusalDone,
  'response.reasoning_text.delta': partDelta,
  'response.reasoning_text.done': textDone,
  'response.reasoning_summary_part.added': summaryPart,
  'response.reasoning_summary_part.done': summaryPart,
  'response.reasoning_summary_text.delta': summaryDelta,
  'response.reasoning_summary_text.done': summaryDone,
  'response.function_call_arguments.delta': callDelta,
  'response.function_call_arguments.done': argumentsDone,
  'response.custom_tool_call_input.delta': callDelta,
  'response.custom_tool_call_input.done': inputDone,
  'response.mcp_call_arguments.delta': status,
  'response.mcp_call_arguments.done': status,
  'response.mcp_call.in_progress': status,
  'response.mcp_call.completed': status,
  'response.mcp_call.failed': status,
  'response.mcp_list_tools.in_progress': status,
  'response.mcp_list_tools.completed': status,
  'response.mcp_list_tools.failed': status,
  'response.file_search_call.in_progress': status,
  'response.file_search_call.searching': status,
  'response.file_search_call.completed': status,
  'response.web_search_call.in_progress': status,
  'response.web_search_call.searching': status,
  'response.web_search_call.completed': status,
  'response.code_interpreter_call.in_progress': status,
  'response.code_interpreter_call.interpreting': status,
  'response.code_interpreter_call.completed': status,
  'response.code_interpreter_call_code.delta': status,
  'response.code_interpreter_call_code.done': status,
  'response.image_generation_call.in_progress': status,
  'response.image_generation_call.generating': status,
  'response.image_generation_call.completed': status,
  'response.image_generation_call.partial_image': partialImage,
  'response.shell_call_command.added': shell,
  'response.shell_call_command.delta': shell,
  'response.shell_call_command.done': shell,
  'response.shell_call_output_content.delta': shell,
  'response.shell_call_output_content.done': shell,
  'response.audio.delta': mediaDelta,
  'response.audio.done': anything,
  'response.audio.transcript.delta': mediaDelta,
  'response.audio.transcript.done': anything,
  'response.compaction.compacting': status,

  // OpenAI sends this one too, for its apply_patch tool, though its union does not name it.
  'response.apply_patch_call_operation_diff.delta': status,
  'response.apply_patch_call_operation_diff.done': status,
  // Heartbeats of OpenAI and Azure (openai/openai-node#1964), OpenCode and OpenRouter.
  keepalive: anything,
  ping: anything,
  'response.keep_alive': anything,
  // Raw reasoning as OpenRouter and NanoGPT name it.
  'response.reasoning.delta': partDelta,
  'response.reasoning.done': textDone,
  // Endings: OpenRouter's failure, a cancelled background response, and the alias of the Codex backend (decolua/9router#2142).
  'response.error': failure,
  'response.cancelled': lifecycle,
  'response.done': lifecycle,
} as const;

export type ResponseEventType = keyof typeof events;

/** One event of a given type: what is checked, by name; what else the server sent, as `unknown`. */
export type ResponseEventOf<T extends ResponseEventType> = T extends ResponseEventType
  ? { readonly type: T } & Readonly<z.infer<(typeof events)[T]>> & PayloadObject
  : never;

/** A response that came whole in place of a stream. It has no `type`. */
export type WholeResponse = { readonly type?: undefined; readonly object: 'response' } & PayloadObject;

/** One event of a Responses stream, as it was received, or the whole response in place of one. */
export type ResponseEvent = ResponseEventOf<ResponseEventType> | WholeResponse;

/** By hand, the schemas of the events that nearly all of an answer consists of. */
export const fragmentGuards: ReadonlyMap<z.ZodMiniType, (event: PayloadObject) => boolean> = new Map<
  z.ZodMiniType,
  (event: PayloadObject) => boolean
>([
  [partDelta, ({ output_index, content_index, delta }) =>
    isAbsentOrWireIndex(output_index) && isAbsentOrWireIndex(content_index) && typeof delta === 'string'],
  [summaryDelta, ({ output_index, summary_index, delta }) =>
    isAbsentOrWireIndex(output_index) && isAbsentOrWireIndex(summary_index) && typeof delta === 'string'],
  [callDelta, ({ output_index, item_id, delta }) =>
    isAbsentOrWireIndex(output_index) && (item_id === undefined || item_id === null || typeof item_id === 'string') && typeof delta === 'string'],
]);
