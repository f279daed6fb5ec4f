import type { Delta, FinishReason } from '../../../answer/delta.js';
import type { Reading } from '../../../protocol.js';
import { finishWords, readBreak } from '../../finish-words.js';
import type { ResponseEvent, ResponseEventOf } from '../events.js';
import type { ResponseObject } from '../response-object.js';
import { objects, readUnstreamed } from './read-unstreamed.js';
import { readUsage } from './read-usage.js';
import type { ResponseState } from './response-state.js';

/** Why a response is cut, in OpenAI's two words and in those that gateways pass on. */
const incompleteReasons = finishWords({ max_output_tokens: 'length', content_filter: 'content-filter' }, {});

type EndingEvent = ResponseEventOf<
  'response.completed' | 'response.incomplete' | 'response.cancelled' | 'response.done' | 'response.failed'
>;

/** Reads an event that ends the answer: whole, cut, cancelled or failed. */
export function readEnding(event: EndingEvent, state: ResponseState): Reading<ResponseEvent> {
  const response = event.response ?? {};
  const status = endingStatus(event.type, response);
  if (status === 'failed') return { kind: 'error', error: describeFailure(event.type, response) };
  const cut = status === 'incomplete' ? (response.incomplete_details?.reason ?? 'incomplete') : undefined;
  const broken = cut === undefined ? undefined : readBreak(cut);
  if (broken !== undefined) return { kind: 'error', error: broken };
  const usage = readUsage(response.usage);
  const deltas: Delta[] = readUnstreamed(response.output, state);
  if (usage !== undefined) deltas.push({ type: 'usage', usage });
  deltas.push({ type: 'finish', ...finish(status, response, state), choice: 0 });
  return { kind: 'terminal', payload: event, deltas };
}

/** A gateway may put `status: failed` into any of these events, and `response.done` says nothing but its status. */
function endingStatus(type: EndingEvent['type'], { status, error }: ResponseObject): string {
  if (type === 'response.failed' || status === 'failed' || (status == null && Boolean(error))) return 'failed';
  if (type === 'response.incomplete') return 'incomplete';
  if (type === 'response.cancelled') return 'cancelled';
  return status ?? 'completed';
}

/** `error_type` is OpenRouter's canonical word, and stands beside the error. */
function describeFailure(type: string, { error, error_type }: ResponseObject): unknown {
  const described = Boolean(error) ? error : { message: `${type} came without an error object` };
  if (error_type == null) return described;
  return typeof described === 'object' ? { ...described, error_type } : { message: described, error_type };
}

function finish(
  status: string,
  response: ResponseObject,
  state: ResponseState,
): { readonly reason: FinishReason; readonly raw: string } {
  if (status === 'incomplete') {
    const raw = response.incomplete_details?.reason ?? 'incomplete';
    return { reason: incompleteReasons.read(raw), raw };
  }
  if (status === 'cancelled') return { reason: 'other', raw: status };
  // Calls that only the output holds have been counted by now.
  if (state.calls.count > 0) return { reason: 'tool-calls', raw: status };
  return { reason: state.refused || isRefused(response.output) ? 'refusal' : 'stop', raw: status };
}

/** Whether the final output holds a refusal, for servers that do not stream the items it consists of. */
function isRefused(output: unknown): boolean {
  return objects(output).some(({ content }) => objects(content).some(({ type }) => type === 'refusal'));
}
