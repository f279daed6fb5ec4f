import { isObject } from '../../payload-object.js';
import type { ChatCompletionChoice, ChatCompletionDelta } from './payload.js';

/** What one choice says, chunk for chunk: in its `delta`, or in a `message`, by which some servers call it. */
export class Speech {
  #sawDelta = false;
  /** The text of all messages so far; it stays empty where there are deltas. */
  #text = '';

  /** What a chunk says anew; `undefined` where that is nothing. */
  news({ delta, message, finish_reason: reason }: ChatCompletionChoice): ChatCompletionDelta | undefined {
    if (isObject(delta)) {
      this.#sawDelta = true;
      return delta;
    }
    // Behind deltas a message repeats all that they have said (Perplexity).
    if (this.#sawDelta || !isObject(message)) return undefined;
    const { content } = message;
    if (typeof content !== 'string' || content === '') return message;
    // So does the last message where each one before it was a piece (MiniMax).
    if (content === this.#text && Boolean(reason)) return { ...message, content: '' };
    this.#text += content;
    return message;
  }
}
