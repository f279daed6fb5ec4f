import { type Delta, isOutput } from '../../../answer/delta.js';
import { jsonText } from '../../../json/json-text.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { Reading } from '../../../protocol.js';
import { checked } from '../../schema/checked.js';
import type { ResponseEvent, WholeResponse } from '../events.js';
import { responseObject } from '../response-object.js';
import { readEnding } from './read-ending.js';
import { objects } from './read-unstreamed.js';
import type { ResponseState } from './response-state.js';

/** Whether a payload is a whole response and no event. https://platform.openai.com/docs/api-reference/responses/object */
export function isWholeAnswer(payload: PayloadObject): payload is WholeResponse {
  return payload.object === 'response' && payload.type === undefined;
}

const unfinished: readonly unknown[] = ['queued', 'in_progress'];

/**
 * Reads a whole response. Its end is read as that of a stream which nothing came before; its output is read here, because a stream tells
 * citations and images before its end.
 *
 * @returns all of its deltas; its error where its status is `failed`.
 */
export const readWholeAnswer = checked<WholeResponse, ResponseEvent, ResponseState>(
  responseObject as never,
  (response, state): Reading<ResponseEvent> => {
    const ending = readEnding({ type: 'response.completed', response } as never, state);
    if (ending.kind !== 'terminal') return ending;
    const { id, model, status, output } = response;
    state.started = true;
    state.isWhole = !unfinished.includes(status);
    const start: Delta = { type: 'start', ...(typeof id === 'string' && { id }), ...(typeof model === 'string' && { model }) };
    const rest = ending.deltas.filter((delta) => !isOutput(delta) && delta.type !== 'start' && (state.isWhole || delta.type !== 'finish'));
    return { kind: 'data', payload: response, deltas: [start, ...readOutput(output), ...rest] };
  },
);

function readOutput(output: unknown): readonly Delta[] {
  let calls = 0;
  return objects(output).flatMap((item): readonly Delta[] => {
    switch (item['type']) {
      case 'message':
        return objects(item['content']).flatMap(readPart);
      case 'reasoning':
        return [...objects(item['summary']), ...objects(item['content'])].flatMap(({ text }) => said('reasoning', text));
      case 'function_call':
      case 'custom_tool_call':
        return [readCall(item, calls++)];
      case 'image_generation_call':
        return readImage(item);
      default:
        return [];
    }
  });
}

function readPart({ type, text, refusal, annotations }: PayloadObject): readonly Delta[] {
  if (type === 'refusal') return said('refusal', refusal);
  const citations = Array.isArray(annotations) ? annotations.map((citation): Delta => ({ type: 'citation', citation, choice: 0 })) : [];
  return type === 'output_text' ? [...said('text', text), ...citations] : [];
}

function readCall({ id, call_id, name, arguments: json, input }: PayloadObject, index: number): Delta {
  const callId = call_id ?? id;
  const whole = json ?? input;
  return {
    type: 'tool-call',
    index,
    ...(typeof callId === 'string' && { id: callId }),
    ...(typeof name === 'string' && { name }),
    // Some gateways send the arguments already parsed.
    arguments: typeof whole === 'string' ? whole : isObject(whole) ? (jsonText(whole) ?? '') : '',
    choice: 0,
  };
}

function readImage({ result, output_format: format }: PayloadObject): readonly Delta[] {
  if (typeof result !== 'string' || result === '') return [];
  return [{ type: 'media', mediaType: `image/${typeof format === 'string' ? format : 'png'}`, data: result, choice: 0 }];
}

function said(type: 'text' | 'reasoning' | 'refusal', text: unknown): readonly Delta[] {
  return typeof text === 'string' && text !== '' ? [{ type, text, choice: 0 }] : [];
}
