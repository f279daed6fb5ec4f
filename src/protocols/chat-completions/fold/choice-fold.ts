import { isObject, type PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import type { ChatCompletionAnswer } from '../chat-completion.js';
import type { ChatCompletionChoice } from '../payload.js';
import { Speech } from '../speech.js';
import { MessageFold } from './message-fold.js';

/** OpenAI's own fields, which every choice has. */
const own: ReadonlySet<string> = new Set(['index', 'delta', 'message', 'finish_reason', 'logprobs']);

/** Folds what chunks say of one choice. */
export class ChoiceFold {
  readonly #message = new MessageFold();
  readonly #speech = new Speech();
  #logprobs: Draft | undefined;
  /** Further fields, where a server has some. */
  #others: Draft | undefined;
  #shownOthers: PayloadObject | undefined;
  /** All fields, to be copied, where there are further ones: to add some to a copy costs twenty times as much. */
  #form: ChatCompletionAnswer | undefined;
  #snapshot: ChatCompletionAnswer;

  constructor(readonly index: number) {
    this.#snapshot = { index, message: this.#message.snapshot(), logprobs: null, finish_reason: null };
  }

  add(choice: ChatCompletionChoice): void {
    const said = this.#speech.news(choice);
    if (said) this.#message.add(said);
    for (const key in choice) if (!own.has(key)) (this.#others ??= new Draft()).keep(key, choice[key]);
    const { finish_reason: reason } = choice;
    const before = this.#snapshot;
    this.#show(this.#addLogprobs(choice.logprobs) ?? before.logprobs, reason && reason !== 'null' ? (reason as string) : before.finish_reason);
  }

  snapshot(): ChatCompletionAnswer {
    return this.#snapshot;
  }

  #show(logprobs: unknown, finish_reason: string | null): void {
    const message = this.#message.snapshot();
    const others = this.#others?.snapshot();
    const before = this.#snapshot;
    if (message === before.message && logprobs === before.logprobs && finish_reason === before.finish_reason && others === this.#shownOthers) return;
    if (others !== this.#shownOthers) this.#form = { ...before, ...others };
    this.#shownOthers = others;
    this.#snapshot = this.#form ? { ...this.#form, message, logprobs, finish_reason } : { index: this.index, message, logprobs, finish_reason };
  }

  /** Lists of tokens grow; what some servers send in place of an object is passed on. */
  #addLogprobs(logprobs: unknown): unknown {
    if (!isObject(logprobs)) return logprobs;
    const draft = (this.#logprobs ??= new Draft());
    for (const [key, value] of Object.entries(logprobs)) {
      if (!Array.isArray(value)) draft.keep(key, value);
      else if (draft.hasRoomFor(key)) draft.push(key, value);
    }
    return draft.snapshot();
  }
}
