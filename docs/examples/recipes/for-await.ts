import { type Observable } from 'rxjs';

/**
 * An Observable for `for await`. Nothing is lost while the loop is busy: values wait. Leaving the loop (`break`, `return`, a throw) unsubscribes,
 * which aborts the request; an error is thrown where the next value is asked for.
 */
export async function* values<T>(source: Observable<T>): AsyncGenerator<T, void, undefined> {
  const waiting: T[] = [];
  let end: { readonly error?: unknown } | undefined;
  let wake: () => void = () => undefined;
  const subscription = source.subscribe({
    next: (value) => { waiting.push(value); wake(); },
    error: (error: unknown) => { end = { error }; wake(); },
    complete: () => { end = {}; wake(); },
  });
  try {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift() as T;
      if (end && 'error' in end) throw end.error;
      if (end) return;
      await new Promise<void>((resolve) => { wake = resolve; });
    }
  } finally {
    subscription.unsubscribe();
  }
}
