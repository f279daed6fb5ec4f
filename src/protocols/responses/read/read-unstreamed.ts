import type { Delta } from '../../../answer/delta.js';
import type { ResponseState } from './response-state.js';

/**
 * What only the final output says: some gateways answer a streamed request with one event that holds everything. A kind of
 * output of which anything was streamed is taken as streamed whole, since their indexes need not agree.
 */
export function readUnstreamed(output: unknown, state: ResponseState): Delta[] {
  const hadText = state.hasStreamedAny('text');
  const hadRefusal = state.hasStreamedAny('refusal');
  const hadCalls = state.calls.count > 0;
  return objects(output).flatMap((item, outputIndex): readonly Delta[] => {
    if (item['type'] === 'message') return objects(item['content']).flatMap((part) => readPart(part, hadText, hadRefusal));
    if (hadCalls || (item['type'] !== 'function_call' && item['type'] !== 'custom_tool_call')) return [];
    const call = { id: string(item['call_id']) ?? string(item['id']), name: string(item['name']) };
    return state.calls.finish({ outputIndex }, { ...call, arguments: string(item['arguments']) ?? string(item['input']) ?? '' });
  });
}

function readPart(part: Readonly<Record<string, unknown>>, hadText: boolean, hadRefusal: boolean): readonly Delta[] {
  const text = part['type'] === 'output_text' && !hadText ? string(part['text']) : undefined;
  if (text) return [{ type: 'text', text, choice: 0 }];
  const refusal = part['type'] === 'refusal' && !hadRefusal ? string(part['refusal']) : undefined;
  return refusal ? [{ type: 'refusal', text: refusal, choice: 0 }] : [];
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The objects in a list, where it is one. */
export function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null);
}
