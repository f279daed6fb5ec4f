import { isObject, type PayloadObject } from '../../payload-object.js';
import type { BackgroundAnswers } from '../../protocol.js';

/**
 * Answers that go on at the server without a connection. They are kept some ten minutes.
 *
 * Source: https://platform.openai.com/docs/guides/background
 */
export const background: BackgroundAnswers = {
  isAskedFor: (body) => (body as PayloadObject).background === true,
  idIn: ({ response }) => (isObject(response) && typeof response.id === 'string' && isId(response.id) ? response.id : undefined),
  numberOf: ({ sequence_number: number }) => (Number.isSafeInteger(number) ? (number as number) : undefined),
  continuation: (id, after) => ({ method: 'GET', path: `/responses/${encodeURIComponent(id)}`, query: { stream: 'true', ...(after !== undefined && { starting_after: String(after) }) } }),
  cancellation: (id) => ({ method: 'POST', path: `/responses/${encodeURIComponent(id)}/cancel` }),
};

/** A path of dots leads elsewhere, however it is encoded. */
function isId(id: string): boolean {
  return !/^\.*$/.test(id);
}
