import { accumulate, type ConversingProtocol, type FailedToolCall, reliably, type RequestOptions, streamFrames, toolCalls, type ToolResult, type WholeToolCall } from 'framewise';
import { concatMap, connect, EMPTY, expand, forkJoin, map, type Observable, of, take, takeLast, toArray } from 'rxjs';

/** Asks, makes the calls that the answer asks for, and asks again, eight times at most. It gives the vendor's own answer of each turn. */
export function agent<P extends object, A>(protocol: ConversingProtocol<P, A>, request: RequestOptions, run: (call: WholeToolCall) => Promise<ToolResult>): Observable<A> {
  const make = (call: WholeToolCall | FailedToolCall) => (call.error ? of({ id: call.id, content: call.error.message, isError: true }) : run(call));
  const turn = (body: object) =>
    streamFrames(protocol, { ...request, body }).pipe(
      reliably(),
      connect((frames) => forkJoin([frames.pipe(accumulate(protocol), takeLast(1)), frames.pipe(toolCalls(), concatMap(make), toArray())])),
      map(([answer, results]) => ({ answer, next: results.length > 0 && protocol.nextTurn(body, answer, results) })),
    );
  return turn(request.body).pipe(expand(({ next }) => (next ? turn(next) : EMPTY)), take(8), map(({ answer }) => answer));
}
