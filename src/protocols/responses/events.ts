import * as z from 'zod/mini';

import type { PayloadObject } from '../../payload-object.js';
import { wireIndex } from '../schema/index-schema.js';

const text = z.nullish(z.string());

// What is `unknown` here, or not named, stands beside the output: of whatever shape it is, the answer does not fail for it.
const anything = z.object({});
const lifecycle = z.object({ response: z.optional(z.unknown()) });
const ending = z.object({ response: z.nullish(z.looseObject({})) });
const failure = z.object({ error: z.optional(z.unknown()) });
const item = z.object({ item: z.looseObject({}) });
const part = z.object({ part: z.optional(z.unknown()) });
const textDelta = z.object({ delta: z.string() });
const textDone = z.object({ text });
const refusalDone = z.object({ refusal: text });
const annotation = z.object({ annotation: z.optional(z.unknown()) });
const argumentsDone = z.object({ arguments: text, name: z.optional(z.unknown()) });
const inputDone = z.object({ input: text, name: z.optional(z.unknown()) });
const partialImage = z.object({ partial_image_b64: z.string(), output_format: z.optional(z.unknown()) });
const shell = z.object({ command_index: z.nullish(wireIndex) });

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
  'response.completed': ending,
  'response.incomplete': ending,
  'response.failed': ending,
  error: failure,
  'response.output_item.added': item,
  'response.output_item.done': item,
  'response.content_part.added': part,
  'response.content_part.done': part,
  'response.output_text.delta': textDelta,
  'response.output_text.done': textDone,
  'response.output_text.annotation.added': annotation,
  'response.refusal.delta': textDelta,
  'response.refusal.done': refusalDone,
  'response.reasoning_text.delta': textDelta,
  'response.reasoning_text.done': textDone,
  'response.reasoning_summary_part.added': part,
  'response.reasoning_summary_part.done': part,
  'response.reasoning_summary_text.delta': textDelta,
  'response.reasoning_summary_text.done': textDone,
  'response.function_call_arguments.delta': textDelta,
  'response.function_call_arguments.done': argumentsDone,
  'response.custom_tool_call_input.delta': textDelta,
  'response.custom_tool_call_input.done': inputDone,
  'response.mcp_call_arguments.delta': anything,
  'response.mcp_call_arguments.done': anything,
  'response.mcp_call.in_progress': anything,
  'response.mcp_call.completed': anything,
  'response.mcp_call.failed': anything,
  'response.mcp_list_tools.in_progress': anything,
  'response.mcp_list_tools.completed': anything,
  'response.mcp_list_tools.failed': anything,
  'response.file_search_call.in_progress': anything,
  'response.file_search_call.searching': anything,
  'response.file_search_call.completed': anything,
  'response.web_search_call.in_progress': anything,
  'response.web_search_call.searching': anything,
  'response.web_search_call.completed': anything,
  'response.code_interpreter_call.in_progress': anything,
  'response.code_interpreter_call.interpreting': anything,
  'response.code_interpreter_call.completed': anything,
  'response.code_interpreter_call_code.delta': anything,
  'response.code_interpreter_call_code.done': anything,
  'response.image_generation_call.in_progress': anything,
  'response.image_generation_call.generating': anything,
  'response.image_generation_call.completed': anything,
  'response.image_generation_call.partial_image': partialImage,
  'response.shell_call_command.added': shell,
  'response.shell_call_command.delta': shell,
  'response.shell_call_command.done': shell,
  'response.shell_call_output_content.delta': shell,
  'response.shell_call_output_content.done': shell,
  'response.audio.delta': textDelta,
  'response.audio.done': anything,
  'response.audio.transcript.delta': textDelta,
  'response.audio.transcript.done': anything,
  'response.compaction.compacting': anything,

  // OpenAI sends this one too, for its apply_patch tool, though its union does not name it.
  'response.apply_patch_call_operation_diff.delta': anything,
  'response.apply_patch_call_operation_diff.done': anything,
  // Heartbeats of OpenAI and Azure (openai/openai-node#1964), OpenCode and OpenRouter.
  keepalive: anything,
  ping: anything,
  'response.keep_alive': anything,
  // Raw reasoning as OpenRouter and NanoGPT name it.
  'response.reasoning.delta': textDelta,
  'response.reasoning.done': textDone,
  // Endings: OpenRouter's failure, a cancelled background response, and the alias of the Codex backend (decolua/9router#2142).
  'response.error': failure,
  'response.cancelled': ending,
  'response.done': ending,
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
