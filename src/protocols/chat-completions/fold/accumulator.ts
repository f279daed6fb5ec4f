import type { Accumulator } from '../../../protocol.js';
import { Draft } from '../../fold/draft.js';
import { withItem } from '../../fold/with-item.js';
import { isNotice } from '../../notices.js';
import type { ChatCompletion, ChatCompletionAnswer } from '../chat-completion.js';
import type { ChatCompletionChunk } from '../payload.js';
import { isWholeAnswer } from '../whole-answer.js';
import { ChoiceFold } from './choice-fold.js';

const folded: ReadonlySet<string> = new Set(['object', 'choices', 'obfuscation', 'system_fingerprint']);

/** Folds the chunks of one stream. What a chunk says of the whole answer stays until a later chunk says it anew. */
export class ChatCompletionAccumulator implements Accumulator<ChatCompletionChunk, ChatCompletion> {
  readonly #draft = new Draft();
  readonly #folds: ChoiceFold[] = [];
  #choices: readonly ChatCompletionAnswer[] = [];

  add(chunk: ChatCompletionChunk): ChatCompletion | undefined {
    if (chunk.choices === undefined && isNotice(chunk)) return this.#draft.get('object') === undefined ? undefined : (this.#draft.snapshot() as ChatCompletion);
    const isWhole = this.#folds.length === 0 && isWholeAnswer(chunk);
    this.#addHead(chunk);
    let place = 0;
    for (const choice of chunk.choices ?? []) {
      const position = this.#open(choice.index ?? place);
      const fold = this.#folds[position] as ChoiceFold;
      fold.add(choice);
      this.#choices = withItem(this.#choices, position, fold.snapshot());
      place += 1;
    }
    this.#draft.set('choices', this.#choices);
    return (isWhole ? chunk : this.#draft.snapshot()) as ChatCompletion;
  }

  /**
   * Empty ids and the like, as in Azure's chunks of nothing but filter verdicts, take nothing back either. The padding of a
   * chunk (`obfuscation`) is no part of the answer.
   */
  #addHead(chunk: ChatCompletionChunk): void {
    this.#draft.set('object', 'chat.completion');
    for (const key of Object.keys(chunk)) {
      const value = chunk[key];
      const isEmpty = value === '' || value === 0;
      if (!folded.has(key) && !(isEmpty && this.#draft.get(key) !== undefined)) this.#draft.keep(key, value);
    }
    this.#draft.set('system_fingerprint', chunk.system_fingerprint || undefined);
  }

  /** The place of a choice in the list, which is in the order of the indexes and has no holes. */
  #open(index: number): number {
    const found = this.#folds.findIndex((fold) => fold.index >= index);
    const position = found < 0 ? this.#folds.length : found;
    if (this.#folds[position]?.index !== index) {
      this.#folds.splice(position, 0, new ChoiceFold(index));
      this.#choices = this.#folds.map((fold) => fold.snapshot());
    }
    return position;
  }
}
