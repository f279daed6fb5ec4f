import { ApiError, chatCompletions, collect, reliably, type RequestOptions, streamFrames } from 'framewise';
import { catchError, from, map, mergeMap, type Observable, of, takeLast } from 'rxjs';

export type Row =
  | { readonly prompt: string; readonly text: string; readonly tokens: number | undefined }
  | { readonly prompt: string; readonly problem: string; readonly attempts: number | undefined; readonly again: boolean };

/** A row for each prompt, four at a time. One that fails is a row too, and stops nobody. */
export function batch(prompts: readonly string[], request: RequestOptions): Observable<Row> {
  return from(prompts).pipe(mergeMap((prompt) => rowOf(prompt, request), 4));
}

function rowOf(prompt: string, request: RequestOptions): Observable<Row> {
  const body = { ...request.body, messages: [{ role: 'user', content: prompt }] };
  return streamFrames(chatCompletions, { ...request, body }, { label: prompt.slice(0, 40) }).pipe(
    // Nobody reads along, so half an answer may be thrown away and asked for again.
    reliably({ maxRetries: 5, afterOutput: 'restart' }),
    collect(),
    takeLast(1),
    map(({ text, usage }) => ({ prompt, text, tokens: usage?.outputTokens })),
    catchError((error: unknown) => {
      if (!ApiError.is(error)) throw error;
      return of({ prompt, problem: `${error.type}: ${error.advice}`, attempts: error.attempts, again: error.retryable });
    }),
  );
}

/** What failed, by kind: the table at the end of a night. */
export function failures(rows: readonly Row[]): Record<string, number> {
  const table: Record<string, number> = {};
  for (const row of rows) if ('problem' in row) table[row.problem] = (table[row.problem] ?? 0) + 1;
  return table;
}
