import { type Delta, type FinishReason, noDeltas, type Usage } from '../../../answer/delta.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { Reading } from '../../../protocol.js';
import { readBreak, readFinish } from '../../finish-words.js';
import { countIn, knownUsage, usageFields } from '../../known-usage.js';
import { idIn } from '../../wire-text.js';
import type { ResponseEvent, ResponseEventOf } from '../events.js';
import { objectsIn, stringIn } from '../stated-item.js';
import { readOutput } from './read-output.js';
import type { ResponseState } from './response-state.js';

type EndingEvent = ResponseEventOf<
  'response.completed' | 'response.incomplete' | 'response.cancelled' | 'response.done' | 'response.failed'
>;

/** Reads an event that ends the answer: whole, cut, cancelled or failed. */
export function readEnding(event: EndingEvent, state: ResponseState): Reading<ResponseEvent> {
  const response: PayloadObject = isObject(event.response) ? event.response : {};
  const status = endingStatus(event.type, response);
  if (status === 'failed') return { kind: 'error', error: describeFailure(event.type, response) };
  const cut = status === 'incomplete' ? cutReason(response) : undefined;
  const broken = cut === undefined ? undefined : readBreak(cut);
  if (broken !== undefined) return { kind: 'error', error: broken };
  const usage = readUsage(response.usage);
  const isNamed = (idIn(response.id) ?? idIn(response.model)) !== undefined;
  const deltas: Delta[] = [...(isNamed ? startOf(response, state) : noDeltas), ...readOutput(response.output, state)];
  if (usage !== undefined) deltas.push({ type: 'usage', usage });
  deltas.push({ type: 'finish', ...finish(status, response, state), choice: 0 });
  return { kind: 'terminal', payload: event, deltas };
}

/** The preamble, once. Where no event stated the response before, it stands in the last one. */
export function startOf(response: PayloadObject, state: ResponseState): readonly Delta[] {
  if (state.started) return noDeltas;
  state.started = true;
  const id = idIn(response.id);
  const model = idIn(response.model);
  return [{ type: 'start', ...(id !== undefined && { id }), ...(model !== undefined && { model }) }];
}

/** A gateway may put `status: failed` into any of these events, and `response.done` says nothing but its status. */
function endingStatus(type: EndingEvent['type'], { status, error }: PayloadObject): string {
  const stated = stringIn(status);
  if (type === 'response.failed' || stated === 'failed' || (stated === undefined && Boolean(error))) return 'failed';
  if (type === 'response.incomplete') return 'incomplete';
  if (type === 'response.cancelled') return 'cancelled';
  return stated ?? 'completed';
}

function cutReason({ incomplete_details: details }: PayloadObject): string {
  return (isObject(details) ? stringIn(details.reason) : undefined) ?? 'incomplete';
}

/** `error_type` is OpenRouter's canonical word, and stands beside the error. */
function describeFailure(type: string, { error, error_type }: PayloadObject): unknown {
  const described = Boolean(error) ? error : { message: `${type} came without an error object` };
  if (error_type == null) return described;
  return typeof described === 'object' ? { ...described, error_type } : { message: described, error_type };
}

function finish(
  status: string,
  response: PayloadObject,
  { calls, texts }: ResponseState,
): { readonly reason: FinishReason; readonly raw: string } {
  if (status === 'incomplete') {
    const raw = cutReason(response);
    return { reason: readFinish(raw), raw };
  }
  if (status === 'cancelled') return { reason: 'other', raw: status };
  // Calls that only the output holds have been counted before.
  if (calls.count > 0) return { reason: 'tool-calls', raw: status };
  return { reason: texts.textOf('refusal') !== '' || isRefused(response.output) ? 'refusal' : 'stop', raw: status };
}

/** Whether the final output holds a refusal, though an empty one. */
function isRefused(output: unknown): boolean {
  return objectsIn(output).some(({ content }) => objectsIn(content).some(({ type }) => type === 'refusal'));
}

/**
 * The token counts of a response object, by the names of the Responses or of the Chat Completions API, which gateways forget to change.
 *
 * @param received the `usage` of the wire, of any shape.
 */
function readUsage(received: unknown): Usage | undefined {
  const usage = usageFields(received);
  const input = usageFields(usage['input_tokens_details']);
  return knownUsage({
    inputTokens: countIn(usage['input_tokens'], usage['prompt_tokens']),
    outputTokens: countIn(usage['output_tokens'], usage['completion_tokens']),
    reasoningTokens: countIn(usageFields(usage['output_tokens_details'])['reasoning_tokens']),
    cachedReadTokens: countIn(input['cached_tokens']),
    cachedWriteTokens: countIn(input['cache_write_tokens']),
  });
}
