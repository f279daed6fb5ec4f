import { type Delta, noDeltas } from '../../../answer/delta.js';
import type { PayloadObject } from '../../../payload-object.js';
import { readFinish } from '../../finish-words.js';
import { countIn, knownUsage, usageFields } from '../../known-usage.js';
import { BlockNumbers } from '../block-numbers.js';
import { CallReader } from './call-reader.js';

/** What the reader of one Messages stream remembers. */
export class MessageState {
  readonly blocks = new BlockNumbers();
  readonly calls = new CallReader();
  hasStarted = false;
  hasFinished = false;
  #fresh: number | undefined;
  #read: number | undefined;
  #written: number | undefined;
  #output: number | undefined;
  #thinking: number | undefined;

  /** The answer begins. Ids of other types than text are in the payload. */
  start({ id, model }: PayloadObject): readonly Delta[] {
    this.hasStarted = true;
    return [{ type: 'start', ...(typeof id === 'string' && id !== '' && { id }), ...(typeof model === 'string' && model !== '' && { model }) }];
  }

  /** The answer finishes, once. */
  finish(raw: string): readonly Delta[] {
    if (raw === '' || this.hasFinished) return noDeltas;
    this.hasFinished = true;
    return [...this.calls.endAll(), { type: 'finish', reason: readFinish(raw), raw, choice: 0 }];
  }

  /**
   * Counts are cumulative, and later events leave out those that have not changed.
   *
   * @param received the `usage` of the wire, of any shape.
   * @returns the newest of each count, with the cached input counted as input; none where this event counts nothing.
   */
  addUsage(received: unknown): readonly Delta[] {
    const usage = usageFields(received);
    this.#fresh = countIn(usage['input_tokens'], this.#fresh);
    this.#read = countIn(usage['cache_read_input_tokens'], this.#read);
    this.#written = countIn(usage['cache_creation_input_tokens'], this.#written);
    this.#output = countIn(usage['output_tokens'], this.#output);
    this.#thinking = countIn(usageFields(usage['output_tokens_details'])['thinking_tokens'], this.#thinking);
    if (usage !== received) return noDeltas;
    const isInputKnown = [this.#fresh, this.#read, this.#written].some((count) => count !== undefined);
    const known = knownUsage({
      inputTokens: isInputKnown ? (this.#fresh ?? 0) + (this.#read ?? 0) + (this.#written ?? 0) : undefined,
      outputTokens: this.#output,
      reasoningTokens: this.#thinking,
      cachedReadTokens: this.#read,
      cachedWriteTokens: this.#written,
    });
    return known === undefined ? noDeltas : [{ type: 'usage', usage: known }];
  }
}
