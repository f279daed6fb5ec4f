import { MAX_INDEX } from '../../answer/delta.js';
import type { PayloadObject } from '../../payload-object.js';
import { anyObject, anyShape, either, type Infer, integer, nullish, object, orNothing, type Schema, string } from '../schema/schema.js';
import { wrappedText } from '../wire-text.js';

const text = nullish(wrappedText);
/** JSON text, or what some gateways have parsed already. */
const json = orNothing<string | PayloadObject>(either(anyObject, string));

// What may have any shape here, or is not named, stands beside the output. The answer does not fail for it.
const lifecycle = object({ response: anyShape });
const ending = object({ response: nullish(orNothing(anyObject)) });
const failure = object({ error: anyShape });
const item = object({ item: orNothing(anyObject) });
const part = object({ part: anyShape });
const textDelta = object({ delta: wrappedText });
const callDelta = object({ delta: json as Schema<string> });
const textDone = object({ text });
const refusalDone = object({ refusal: text });
const annotation = object({ annotation: anyShape });
const argumentsDone = object({ arguments: nullish(json), name: anyShape });
const inputDone = object({ input: nullish(json), name: anyShape })
const soundDelta = object({ delta: orNothing(string) });
const partialImage = object({ partial_image_b64: orNothing(string), output_format: anyShape });
const shell = object({ command_index: nullish(integer(0, MAX_INDEX)) });

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
  'response.function_call_arguments.delta': callDelta,
  'response.function_call_arguments.done': argumentsDone,
  'response.custom_tool_call_input.delta': callDelta,
  'response.custom_tool_call_input.done': inputDone,
  'response.mcp_call_arguments.delta': anyObject,
  'response.mcp_call_arguments.done': anyObject,
  'response.mcp_call.in_progress': anyObject,
  'response.mcp_call.completed': anyObject,
  'response.mcp_call.failed': anyObject,
  'response.mcp_list_tools.in_progress': anyObject,
  'response.mcp_list_tools.completed': anyObject,
  'response.mcp_list_tools.failed': anyObject,
  'response.file_search_call.in_progress': anyObject,
  'response.file_search_call.searching': anyObject,
  'response.file_search_call.completed': anyObject,
  'response.web_search_call.in_progress': anyObject,
  'response.web_search_call.searching': anyObject,
  'response.web_search_call.completed': anyObject,
  'response.code_interpreter_call.in_progress': anyObject,
  'response.code_interpreter_call.interpreting': anyObject,
  'response.code_interpreter_call.completed': anyObject,
  'response.code_interpreter_call_code.delta': anyObject,
  'response.code_interpreter_call_code.done': anyObject,
  'response.image_generation_call.in_progress': anyObject,
  'response.image_generation_call.generating': anyObject,
  'response.image_generation_call.completed': anyObject,
  'response.image_generation_call.partial_image': partialImage,
  'response.shell_call_command.added': shell,
  'response.shell_call_command.delta': shell,
  'response.shell_call_command.done': shell,
  'response.shell_call_output_content.delta': shell,
  'response.shell_call_output_content.done': shell,
  'response.audio.delta': soundDelta,
  'response.audio.done': anyObject,
  'response.audio.transcript.delta': textDelta,
  'response.audio.transcript.done': anyObject,
  'response.compaction.compacting': anyObject,

  // OpenAI sends this one too, for its apply_patch tool, though its union does not name it.
  'response.apply_patch_call_operation_diff.delta': anyObject,
  'response.apply_patch_call_operation_diff.done': anyObject,
  // Heartbeats of OpenAI and Azure (openai/openai-node#1964), OpenCode and OpenRouter.
  keepalive: anyObject,
  ping: anyObject,
  'response.keep_alive': anyObject,
  // The parts of raw reasoning as vLLM names them (vllm-project/vllm#31761).
  'response.reasoning_part.added': part,
  'response.reasoning_part.done': part,
  // Raw reasoning as OpenRouter and NanoGPT name it.
  'response.reasoning.delta': textDelta,
  'response.reasoning.done': textDone,
  // Endings: OpenRouter's failure, a cancelled background response, and the alias of the Codex backend (decolua/9router#2142).
  'response.error': failure,
  'response.cancelled': ending,
  'response.done': ending,
} as const;

export type ResponseEventType = keyof typeof events;

/** What only tells how an item fares: `response.`, the type of the item, and its status. */
export type StatusType =
  | `response.${'mcp_call' | 'mcp_list_tools'}.${'in_progress' | 'completed' | 'failed'}`
  | `response.${'file_search_call' | 'web_search_call'}.${'in_progress' | 'searching' | 'completed'}`
  | `response.code_interpreter_call.${'in_progress' | 'interpreting' | 'completed'}`
  | `response.image_generation_call.${'in_progress' | 'generating' | 'completed'}`
  | 'response.compaction.compacting';

/** One event of a given type: what is checked, by name; what else the server sent, as `unknown`. */
export type ResponseEventOf<T extends ResponseEventType> = T extends ResponseEventType
  ? { readonly type: T } & Readonly<Infer<(typeof events)[T]>> & PayloadObject
  : never;

/** A response that came whole in place of a stream. It has no `type`. */
export type WholeResponse = { readonly type?: undefined; readonly object: 'response' } & PayloadObject;

/** One event of a Responses stream, as it was received, or the whole response in place of one. */
export type ResponseEvent = ResponseEventOf<ResponseEventType> | WholeResponse;
