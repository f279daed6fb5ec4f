import { defineProtocol } from '../../protocol.js';
import { looksLike } from '../look-alike.js';
import { MessageAccumulator } from './fold/accumulator.js';
import type { Message } from './message.js';
import { nextTurn } from './next-turn.js';
import type { MessageStreamEvent } from './payload.js';
import { MessageReader } from './read/reader.js';
import { isWholeAnswer } from './read/whole-answer.js';

/** Anthropic Messages: https://docs.anthropic.com/en/docs/build-with-claude/streaming */
export const messages = defineProtocol<MessageStreamEvent, Message>({
  name: 'messages',
  path: '/v1/messages',
  headers: (apiKey) => ({ ...(apiKey !== '' && { 'x-api-key': apiKey }), 'anthropic-version': '2023-06-01' }),
  endsAtDone: false,
  openReader: () => new MessageReader(),
  isWholeAnswer,
  looksLike,
  openAccumulator: () => new MessageAccumulator(),
  nextTurn,
});
