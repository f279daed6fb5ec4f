import { GrowingList } from '../../../answer/growing-list.js';
import { isObject } from '../../../payload-object.js';
import type { Accumulator } from '../../../protocol.js';
import { Draft } from '../../fold/draft.js';
import { putItem } from '../../fold/put-item.js';
import { isNotice } from '../../notices.js';
import { indexIn } from '../../schema/wire-index.js';
import type { ChatCompletion, ChatCompletionAnswer } from '../chat-completion.js';
import { type ChatCompletionChunk, choicesIn } from '../payload.js';
import { isWholeAnswer } from '../whole-answer.js';
import { ChoiceFold } from './choice-fold.js';

/** What is folded in a way of its own, and the padding of a chunk, which is no part of the answer. */
const folded: ReadonlySet<string> = new Set(['object', 'choices', 'obfuscation']);

/** What a chunk says of the answer that it is a part of. */
const head: ReadonlySet<string> = new Set(['id', 'created', 'model', 'service_tier', 'system_fingerprint']);

/** Folds the chunks of one stream. What a chunk says of the whole answer stays until a later chunk says it anew. */
export class ChatCompletionAccumulator implements Accumulator<ChatCompletionChunk, ChatCompletion> {
  readonly #draft = new Draft();
  readonly #folds: ChoiceFold[] = [];
  #choices = new GrowingList<ChatCompletionAnswer>();

  add(chunk: ChatCompletionChunk): ChatCompletion | undefined {
    if (chunk.choices === undefined && isNotice(chunk)) return this.#draft.get('object') === undefined ? undefined : (this.#draft.snapshot() as ChatCompletion);
    const isWhole = this.#folds.length === 0 && isWholeAnswer(chunk);
    this.#addHead(chunk);
    const choices = choicesIn(chunk);
    for (let place = 0; place < choices.length; place += 1) {
      const choice = choices[place];
      if (!isObject(choice)) continue;
      const position = this.#open(indexIn(choice['index']) ?? place);
      const fold = this.#folds[position] as ChoiceFold;
      fold.add(choice);
      putItem(this.#choices, position, fold.snapshot());
    }
    this.#draft.show('choices', this.#choices);
    return (isWhole ? chunk : this.#draft.snapshot()) as ChatCompletion;
  }

  /**
   * Empty ids and the like, as in Azure's chunks of nothing but filter verdicts, do not overwrite what is known. Nor does the head
   * of a chunk without an id, as in openai 7: gateways add chunks of their own, and those are about another request.
   */
  #addHead(chunk: ChatCompletionChunk): void {
    this.#draft.set('object', 'chat.completion');
    const isForeign = Boolean(this.#draft.get('id')) && !chunk['id'];
    for (const key in chunk) {
      const value = chunk[key];
      // Nearly every chunk says what the one before it said.
      if (this.#draft.holds(key, value) || folded.has(key)) continue;
      const known = this.#draft.get(key);
      const isEmpty = value === '' || value === 0;
      if (known !== undefined && (isEmpty || (isForeign && head.has(key)))) continue;
      this.#draft.keep(key, key === 'system_fingerprint' ? value || undefined : value);
    }
  }

  /** The place of a choice in the list, which is in the order of the indexes and has no holes. */
  #open(index: number): number {
    const last = this.#folds.at(-1);
    const found = last === undefined || last.index < index ? -1 : this.#folds.findIndex((fold) => fold.index >= index);
    const position = found < 0 ? this.#folds.length : found;
    if (this.#folds[position]?.index !== index) {
      this.#folds.splice(position, 0, new ChoiceFold(index));
      if (found >= 0) this.#choices = new GrowingList(this.#folds.map((fold) => fold.snapshot()));
    }
    return position;
  }
}
