import { Draft } from '../../fold/draft.js';
import type { ChatCompletionAnswer } from '../chat-completion.js';
import type { ChatCompletionChoice } from '../payload.js';
import { Speech } from '../speech.js';
import { MessageFold } from './message-fold.js';

const folded = ['index', 'delta', 'message', 'finish_reason', 'logprobs'];

/** Folds what chunks say of one choice. */
export class ChoiceFold {
  readonly #draft: Draft;
  readonly #message = new MessageFold();
  readonly #logprobs = new Draft();
  readonly #speech = new Speech();

  constructor(readonly index: number) {
    this.#draft = new Draft({ index, message: this.#message.snapshot(), logprobs: null, finish_reason: null });
  }

  add(choice: ChatCompletionChoice): void {
    const { finish_reason: reason, logprobs } = choice;
    const said = this.#speech.news(choice);
    if (said) this.#message.add(said);
    this.#draft.set('message', this.#message.snapshot());
    this.#draft.set('finish_reason', (reason !== 'null' && reason) || undefined);
    this.#draft.set('logprobs', this.#addLogprobs(logprobs));
    this.#draft.merge(choice, folded);
  }

  snapshot(): ChatCompletionAnswer {
    return this.#draft.snapshot() as ChatCompletionAnswer;
  }

  /** Lists of tokens grow; what some servers send in place of an object is passed on. */
  #addLogprobs(logprobs: unknown): unknown {
    if (typeof logprobs !== 'object' || logprobs === null || Array.isArray(logprobs)) return logprobs;
    for (const [key, value] of Object.entries(logprobs)) {
      if (!Array.isArray(value)) this.#logprobs.keep(key, value);
      else if (this.#logprobs.hasRoomFor(key)) this.#logprobs.push(key, value);
    }
    return this.#logprobs.snapshot();
  }
}
