import { ApiError } from '../errors/api-error.js';
import { ChoiceFold } from './choice-fold.js';
import { type Choice, type Completion, emptyChoice, emptyCompletion } from './completion.js';
import { type Delta, MAX_INDEX, type Usage } from './delta.js';
import { GrowingList } from './growing-list.js';

/** Folds the deltas of one answer. Each of them costs the same, however long the answer is. */
export class CompletionFold {
  #id: string | undefined;
  #model: string | undefined;
  #usage: Usage | undefined;
  #first = new ChoiceFold();
  // There are several choices only for `n > 1`.
  #others: Map<number, ChoiceFold> | undefined;
  #otherChoices: GrowingList<Choice> | undefined;
  #hasOutput = false;
  #snapshot: Completion | undefined = emptyCompletion;

  /** @throws ApiError `invalid_frame` for a choice index that is no index. The built-in protocols refuse those on the wire. */
  add(delta: Delta): void {
    switch (delta.type) {
      case 'start':
        this.#start(delta.id, delta.model);
        return;
      case 'usage':
        this.#addUsage(delta.usage);
        return;
      case 'text':
      case 'reasoning':
      case 'refusal':
      case 'tool-call':
      case 'citation':
      case 'media':
      case 'finish': {
        const choice = delta.choice === 0 ? this.#first : this.#other(delta.choice);
        if (!choice.add(delta)) return;
        if (delta.choice !== 0) this.#showOther(delta.choice - 1, choice.snapshot());
        this.#hasOutput ||= choice.hasOutput;
        this.#snapshot = undefined;
      }
    }
  }

  /** The answer so far. It never changes; the same object comes back until something has. */
  snapshot(): Completion {
    return (this.#snapshot ??= this.#show());
  }

  /**
   * Before any output a start begins a new answer: it is the preamble of the answer that is under way, which may be that of a
   * silent retry. After output it only names the answer anew.
   */
  #start(id: string | undefined, model: string | undefined): void {
    if (!this.#hasOutput) {
      this.#first = new ChoiceFold();
      this.#others = undefined;
      this.#otherChoices = undefined;
      this.#id = this.#model = this.#usage = undefined;
      if (this.#snapshot !== emptyCompletion) this.#snapshot = undefined;
    }
    if ((id ?? this.#id) !== this.#id || (model ?? this.#model) !== this.#model) this.#snapshot = undefined;
    this.#id = id ?? this.#id;
    this.#model = model ?? this.#model;
  }

  /** Field by field, the newest wins; `undefined` does not overwrite. */
  #addUsage(news: Usage): void {
    const usage: { -readonly [Field in keyof Usage]: Usage[Field] } = { ...this.#usage };
    for (const field of Object.keys(news) as (keyof Usage)[]) {
      const count = news[field];
      if (count === undefined || count === usage[field]) continue;
      usage[field] = count;
      this.#usage = usage;
      this.#snapshot = undefined;
    }
  }

  #other(index: number): ChoiceFold {
    const known = this.#others?.get(index);
    if (known !== undefined) return known;
    // A list that has to be filled up to a hostile index would be the harm.
    if (!Number.isInteger(index) || index < 1 || index > MAX_INDEX) {
      throw new ApiError({ type: 'invalid_frame', origin: 'protocol', message: `${String(index)} is no index of a choice.` });
    }
    const choice = new ChoiceFold();
    (this.#others ??= new Map()).set(index, choice);
    return choice;
  }

  #showOther(position: number, choice: Choice): void {
    const others = (this.#otherChoices ??= new GrowingList());
    while (others.length < position) others.push([emptyChoice]);
    others.put(position, choice);
  }

  // Field by field: a spread costs several times as much, and a snapshot is made for every piece of text.
  #show(): Completion {
    const first = this.#first;
    const snapshot = first.withLists({
      id: this.#id,
      model: this.#model,
      usage: this.#usage,
      text: first.text,
      reasoning: first.reasoning,
      refusal: first.refusal,
      toolCalls: emptyChoice.toolCalls,
      citations: emptyChoice.citations,
      media: emptyChoice.media,
      finishReason: first.finishReason,
      rawFinishReason: first.rawFinishReason,
      otherChoices: emptyCompletion.otherChoices,
    });
    this.#otherChoices?.showIn(snapshot, 'otherChoices');
    return snapshot;
  }
}
