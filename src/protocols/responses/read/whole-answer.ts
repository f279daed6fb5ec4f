import type { PayloadObject } from '../../../payload-object.js';
import type { Reading } from '../../../protocol.js';
import type { ResponseEvent, WholeResponse } from '../events.js';
import { readEnding } from './read-ending.js';
import type { ResponseState } from './response-state.js';

/** Whether a payload is a whole response and no event. https://platform.openai.com/docs/api-reference/responses/object */
export function isWholeAnswer(payload: PayloadObject): payload is WholeResponse {
  return payload.object === 'response' && payload.type === undefined;
}

const unfinished: readonly unknown[] = ['queued', 'in_progress'];

/**
 * Reads a whole response: its end is that of a stream which nothing came before.
 *
 * @returns all of its deltas; its error where its status is `failed`.
 */
export function readWholeAnswer(response: WholeResponse, state: ResponseState): Reading<ResponseEvent> {
  const ending = readEnding({ type: 'response.completed', response }, state);
  if (ending.kind !== 'terminal') return ending;
  state.isWhole = !unfinished.includes(response.status);
  const deltas = state.isWhole ? ending.deltas : ending.deltas.filter(({ type }) => type !== 'finish');
  return { kind: 'data', payload: response, deltas };
}
