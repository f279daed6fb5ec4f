import type { Usage } from '../../../answer/delta.js';
import { countIn, knownUsage, usageFields } from '../../known-usage.js';
import { CallReader } from './call-reader.js';

/** What the reader of one Messages stream remembers. */
export class MessageState {
  readonly calls = new CallReader();
  stopped = false;
  #fresh: number | undefined;
  #read: number | undefined;
  #written: number | undefined;
  #output: number | undefined;
  #thinking: number | undefined;

  /**
   * Counts are cumulative, and later events leave out those that have not changed.
   *
   * @param received the `usage` of the wire, of any shape.
   * @returns the newest of each count, with the cached input counted as input; `undefined` where this event counts nothing.
   */
  addUsage(received: unknown): Usage | undefined {
    const usage = usageFields(received);
    this.#fresh = countIn(usage['input_tokens'], this.#fresh);
    this.#read = countIn(usage['cache_read_input_tokens'], this.#read);
    this.#written = countIn(usage['cache_creation_input_tokens'], this.#written);
    this.#output = countIn(usage['output_tokens'], this.#output);
    this.#thinking = countIn(usageFields(usage['output_tokens_details'])['thinking_tokens'], this.#thinking);
    if (usage !== received) return undefined;
    const isInputKnown = [this.#fresh, this.#read, this.#written].some((count) => count !== undefined);
    return knownUsage({
      inputTokens: isInputKnown ? (this.#fresh ?? 0) + (this.#read ?? 0) + (this.#written ?? 0) : undefined,
      outputTokens: this.#output,
      reasoningTokens: this.#thinking,
      cachedReadTokens: this.#read,
      cachedWriteTokens: this.#written,
    });
  }
}
