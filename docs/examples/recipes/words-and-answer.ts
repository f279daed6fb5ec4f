import { collect, type Completion, messages, reliably, type RequestOptions, streamFrames, text } from 'framewise';
import { connect, map, merge, type Observable, takeLast } from 'rxjs';

export type Said = { readonly words: string } | { readonly answer: Completion };

/** The words while they come, and at the end the answer: its usage, its finish, its calls. One request. */
export function wordsAndAnswer(request: RequestOptions): Observable<Said> {
  return streamFrames(messages, request).pipe(
    reliably(),
    connect((frames) => {
      const words = frames.pipe(text(), map((words) => ({ words })));
      const answer = frames.pipe(collect(), takeLast(1), map((answer) => ({ answer })));
      return merge(words, answer);
    }),
  );
}
