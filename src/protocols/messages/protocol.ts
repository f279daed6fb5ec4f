import { defineProtocol } from '../../protocol.js';
import { looksLike } from '../look-alike.js';
import { MessageAccumulator } from './fold/accumulator.js';
import type { Message } from './message.js';
import { nextTurn } from './next-turn.js';
import type { MessageStreamEvent } from './payload.js';
import { MessageReader } from './read/reader.js';
import { isWholeAnswer } from './read/whole-answer.js';

const VERSION = '2023-06-01';

/**
 * Anthropic Messages.
 *
 * - base URL: `https://api.anthropic.com`; the request goes to `/v1/messages` below it
 * - header: `x-api-key: KEY`, and `anthropic-version: 2023-06-01`
 * - smallest body: `{ model: 'claude-sonnet-4-5', max_tokens: 1024, messages: [{ role: 'user', content: 'Hi' }] }`
 *
 * Other vendors stand in `docs/providers.md`. An answer ends at `message_stop`.
 *
 * @see https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
export const messages = defineProtocol<MessageStreamEvent, Message>({
  name: 'messages',
  path: '/v1/messages',
  headers: (apiKey): Record<string, string> => (apiKey === '' ? { 'anthropic-version': VERSION } : { 'x-api-key': apiKey, 'anthropic-version': VERSION }),
  endsAtDone: false,
  openReader: () => new MessageReader(),
  isWholeAnswer,
  looksLike,
  openAccumulator: () => new MessageAccumulator(),
  nextTurn,
});
