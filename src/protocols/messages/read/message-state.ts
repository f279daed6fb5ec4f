import type { Usage } from '../../../answer/delta.js';
import { knownUsage } from '../../known-usage.js';
import type { MessageUsage } from '../payload.js';
import { ToolCalls } from './call-reader.js';

/** What the reader of one Messages stream remembers. */
export class MessageState {
  readonly calls = new ToolCalls();
  stopped = false;
  #usage: MessageUsage = {};

  /**
   * Counts are cumulative, and later events leave out those that have not changed.
   *
   * @returns the newest of each count, with the cached input counted as input.
   */
  addUsage(usage: MessageUsage): Usage | undefined {
    const before = this.#usage;
    const fresh = usage.input_tokens ?? before.input_tokens;
    const read = usage.cache_read_input_tokens ?? before.cache_read_input_tokens;
    const written = usage.cache_creation_input_tokens ?? before.cache_creation_input_tokens;
    this.#usage = {
      input_tokens: fresh,
      output_tokens: usage.output_tokens ?? before.output_tokens,
      cache_read_input_tokens: read,
      cache_creation_input_tokens: written,
      output_tokens_details: usage.output_tokens_details ?? before.output_tokens_details,
    };
    const isInputKnown = [fresh, read, written].some((count) => typeof count === 'number');
    return knownUsage({
      inputTokens: isInputKnown ? (fresh ?? 0) + (read ?? 0) + (written ?? 0) : undefined,
      outputTokens: this.#usage.output_tokens,
      reasoningTokens: this.#usage.output_tokens_details?.thinking_tokens,
      cachedReadTokens: read,
      cachedWriteTokens: written,
    });
  }
}
