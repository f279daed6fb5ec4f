import type { Observable } from 'rxjs';

/** Never emits. Fails with an `ApiError` of type `aborted` when the user aborts the requests of a stream. */
export type Abort = Observable<never>;

const aborts = new WeakMap<object, Abort>();
const origins = new WeakMap<object, object>();

/** Notes what may abort a stream, for those who have to wait before they subscribe to it. */
export function abortedBy<Stream extends object>(stream: Stream, abort: Abort): Stream {
  aborts.set(stream, abort);
  return stream;
}

/** Notes which stream another one was made of. RxJS's own operators do so themselves. */
export function madeOf<Stream extends object>(source: object, stream: Stream): Stream {
  origins.set(stream, source);
  return stream;
}

/** What may abort a stream that nobody has subscribed to yet; undefined where that cannot be seen, as behind `defer`. */
export function abortOf(stream: object): Abort | undefined {
  let link: unknown = stream;
  while (typeof link === 'object' && link !== null) {
    const abort = aborts.get(link);
    if (abort !== undefined) return abort;
    link = origins.get(link) ?? Reflect.get(link, 'source');
  }
  return undefined;
}
