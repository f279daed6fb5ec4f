import type { Observable } from 'rxjs';

/** Never emits. Fails with an `ApiError` of type `aborted` when the user aborts the requests of a stream. */
export type Abort = Observable<never>;

const abortKey = Symbol('abort');
const originKey = Symbol('origin');
const protocolKey = Symbol('protocol');

/** What is noted of a stream stands on the stream itself: an entry in a WeakMap costs the collector of garbage more than a stage costs. */
interface Noted {
  [abortKey]?: Abort;
  [originKey]?: object;
  [protocolKey]?: object;
  readonly source?: unknown;
}

/** Notes what may abort a stream, for those who have to wait before they subscribe to it. */
export function abortedBy<Stream extends object>(stream: Stream, abort: Abort): Stream {
  (stream as Noted)[abortKey] = abort;
  return stream;
}

/** Notes which stream another one was made of. RxJS's own operators do so themselves. */
export function madeOf<Stream extends object>(source: object, stream: Stream): Stream {
  (stream as Noted)[originKey] = source;
  return stream;
}

/** What may abort a stream that nobody has subscribed to yet; undefined where that cannot be seen, as behind `defer`. */
export function abortOf(stream: object): Abort | undefined {
  let link: unknown = stream;
  while (typeof link === 'object' && link !== null) {
    const { [abortKey]: abort, [originKey]: origin, source } = link as Noted;
    if (abort !== undefined) return abort;
    link = origin ?? source;
  }
  return undefined;
}

/** Notes of which protocol the frames of a stream are. */
export function inProtocol<Stream extends object>(stream: Stream, protocol: object): Stream {
  (stream as Noted)[protocolKey] = protocol;
  return stream;
}

/** Of which protocol the frames of a stream are. Behind an operator of somebody else they may be anything: then it is undefined. */
export function protocolOf(stream: object): object | undefined {
  let link: Noted | undefined = stream;
  while (link && !link[protocolKey]) link = link[originKey];
  return link?.[protocolKey];
}
