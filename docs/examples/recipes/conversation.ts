import { messages, reliably, type RequestOptions, streamFrames, text } from 'framewise';
import { defer, finalize, type Observable, tap } from 'rxjs';

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** A conversation over several turns. It keeps what the reader has seen, and nothing else. */
export class Conversation {
  turns: readonly Turn[] = [];
  readonly #request: RequestOptions;

  constructor(request: RequestOptions) {
    this.#request = request;
  }

  ask(question: string): Observable<string> {
    return defer(() => {
      const asked: readonly Turn[] = [...this.turns, { role: 'user', content: question }];
      let answer = '';
      return streamFrames(messages, { ...this.#request, body: { ...this.#request.body, messages: asked } }).pipe(
        reliably(),
        text(),
        tap((piece) => (answer += piece)),
        finalize(() => {
          // Whole, cancelled or broken: the words that were read stay, so that the model knows them too. Without a word the question goes
          // as well, since no vendor takes an empty answer.
          if (answer.trim() !== '') this.turns = [...asked, { role: 'assistant', content: answer.trimEnd() }];
        }),
      );
    });
  }
}
