import { defineProtocol, type WireError } from '../../protocol.js';
import { MessageAccumulator } from './fold/accumulator.js';
import type { Message } from './message.js';
import { nextTurn } from './next-turn.js';
import type { MessageStreamEvent } from './payload.js';
import { MessageReader } from './read/reader.js';
import { isWholeAnswer } from './read/whole-answer.js';
import { writeEvent } from './write/write-event.js';
import { MessageWriter } from './write/writer.js';

/** Messages has no `param`, and words finer than `type` stand in the details. */
function errorFields({ type, message, code }: WireError): { error: object } {
  return { error: { type, message, ...(code !== undefined && { details: { error_code: code } }) } };
}

/** Anthropic Messages: https://docs.anthropic.com/en/docs/build-with-claude/streaming */
export const messages = defineProtocol<MessageStreamEvent, Message>({
  name: 'messages',
  path: '/v1/messages',
  headers: (apiKey) => ({ ...(apiKey !== '' && { 'x-api-key': apiKey }), 'anthropic-version': '2023-06-01' }),
  endsAtDone: false,
  openReader: () => new MessageReader(),
  isWholeAnswer,
  openAccumulator: () => new MessageAccumulator(),
  nextTurn,
  openWriter: (usage) => new MessageWriter(usage),
  writeError: (error) => [writeEvent('error', errorFields(error))],
  errorBody: (error) => ({ type: 'error', ...errorFields(error) }),
});
