import { concat, defer, mergeMap, type OperatorFunction } from 'rxjs';

/**
 * Maps values to what is sent, and holds that until the first value that is output, or the end: an error before it can still have a
 * status. Behind it everything goes at once.
 */
export function holdPreamble<V, T>(write: (value: V) => readonly T[], isOutput: (value: V) => boolean): OperatorFunction<V, T> {
  return (values$) =>
    defer(() => {
      let held: T[] | undefined = [];
      const sent$ = values$.pipe(
        mergeMap((value) => {
          const written = write(value);
          if (held === undefined) return written;
          held.push(...written);
          if (!isOutput(value)) return [];
          const all = held;
          held = undefined;
          return all;
        }),
      );
      return concat(sent$, defer(() => held ?? []));
    });
}
