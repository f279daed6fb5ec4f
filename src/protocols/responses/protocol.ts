import { defineProtocol } from '../../protocol.js';
import { looksLike } from '../look-alike.js';
import type { AccumulatedResponse } from './accumulated-response.js';
import { background } from './background.js';
import type { ResponseEvent } from './events.js';
import { ResponseAccumulator } from './fold/accumulator.js';
import { nextTurn } from './next-turn.js';
import { ResponseReader } from './read/reader.js';
import { isWholeAnswer } from './read/whole-answer.js';

/**
 * OpenAI Responses, as OpenAI, Azure, OpenRouter, NanoGPT, xAI and LM Studio speak it.
 *
 * - base URL: `https://api.openai.com/v1`; the request goes to `/responses` below it
 * - header: `Authorization: Bearer KEY`
 * - smallest body: `{ model: 'gpt-5', input: 'Hi' }`
 *
 * Other vendors stand in `docs/providers.md`. An answer ends at a
 * lifecycle event (`response.completed`, `.incomplete`, `.cancelled`, `.done`); `[DONE]` ends nothing, for OpenAI never sends it
 * and gateways send it behind failures too.
 *
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export const responses = defineProtocol<ResponseEvent, AccumulatedResponse>({
  name: 'responses',
  path: '/responses',
  headers: (apiKey): Record<string, string> => (apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
  endsAtDone: false,
  openReader: () => new ResponseReader(),
  isWholeAnswer,
  looksLike,
  openAccumulator: () => new ResponseAccumulator(),
  nextTurn,
  background,
});
