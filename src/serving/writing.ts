import { checkProtocol } from '../check-options.js';
import { chatCompletions, messages, type Protocol, responses } from '../index.js';
import { chatCompletionWriting } from '../protocols/chat-completions/write/writing.js';
import { messageWriting } from '../protocols/messages/write/writing.js';
import { responseWriting } from '../protocols/responses/write/writing.js';
import type { Writing } from '../protocols/writing.js';

const builtIn: ReadonlyMap<object, Writing> = new Map<object, Writing>([
  [chatCompletions, chatCompletionWriting],
  [responses, responseWriting],
  [messages, messageWriting],
]);

/** Weak, because a record may be made for one request, and goes with it. */
const defined = new WeakMap<object, Writing>();

/**
 * Says how a protocol of your own is written, so that `mockGateway`, `writeAnswer` and everything else that writes can take its record.
 * A second call for the same record replaces the first.
 *
 * @returns the record itself.
 * @throws TypeError if `openWriter` or `errorBody` is missing.
 * @example
 * export const words = defineWriting(defineProtocol({ name: 'words', ... }), { openWriter: () => new WordWriter(), errorBody });
 */
export function defineWriting<P extends Protocol>(protocol: P, writing: Writing): P {
  checkProtocol('defineWriting', protocol);
  for (const name of ['openWriter', 'errorBody'] as const) {
    if (typeof (writing as Partial<Writing> | undefined)?.[name] !== 'function') throw new TypeError(`The writing of ${protocol.name} needs ${name}.`);
  }
  defined.set(protocol, writing);
  return protocol;
}

/**
 * How a protocol is written: the writing that belongs to this very record. A copy of a record has none until it gets one:
 * `defineWriting(copy, writingOf(original))`.
 *
 * @throws TypeError if nobody has said how this protocol is written.
 */
export function writingOf(protocol: Protocol): Writing {
  checkProtocol('writingOf', protocol);
  const writing = defined.get(protocol) ?? builtIn.get(protocol);
  if (writing === undefined) throw new TypeError(`Nobody has said how ${protocol.name} is written: see defineWriting in framewise/serving.`);
  return writing;
}
