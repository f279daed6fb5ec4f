import type { Protocol } from '../index.js';
import type { Answer } from './answer.js';
import { answerEvents } from './reply/answer-events.js';
import { checkReply } from './reply/check-reply.js';

/**
 * Writes the body of one streamed answer, for a canned `Response` or for `parseFrames`.
 *
 * @returns the server-sent events as text: the output, then the terminal, or the error if there is one.
 * @example
 * const open = () => Promise.resolve(new Response(writeAnswer(messages, { text: 'Hello, world' }), {
 *   headers: { 'content-type': 'text/event-stream' },
 * }));
 * streamFrames(messages, open).pipe(reliably(), text()).subscribe(console.log);
 * // Hello,
 * //  world
 */
export function writeAnswer(protocol: Protocol, answer: Answer): string {
  checkReply(answer, 'writeAnswer');
  return answerEvents(answer, protocol).events.join('') + (answer.trailing ?? '');
}
