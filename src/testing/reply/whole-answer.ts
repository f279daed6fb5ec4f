import type { AccumulatingProtocol, Protocol } from '../../index.js';
import { writingOf } from '../../serving/index.js';
import type { Answer } from '../answer.js';
import { completeDeltas } from './complete-deltas.js';

/**
 * Whether a request is to be answered by a stream: always, but for protocols that ask for one in the body and have a whole
 * answer to give in its place.
 */
export function asksForStream(body: unknown, protocol: Protocol): boolean {
  const asking: { stream?: unknown } = protocol.requestBody?.({}) ?? { stream: true };
  if (asking.stream !== true || !hasWhole(protocol)) return true;
  return typeof body === 'object' && body !== null && (body as { stream?: unknown }).stream === true;
}

/**
 * The answer as one object, as a server of this protocol says it where no stream is asked for: the fold of what it streams.
 *
 * @throws TypeError if the protocol has no such object.
 */
export function wholeAnswer(answer: Answer, protocol: Protocol, id?: string): unknown {
  if (!hasWhole(protocol)) throw new TypeError(`stream: ${protocol.name} knows no answer but a stream`);
  const writer = writingOf(protocol).openWriter({ imitate: true, id });
  const accumulator = protocol.openAccumulator();
  const written = [...completeDeltas(answer).flatMap((delta) => writer.write(delta)), ...writer.end()];
  const payloads = written.filter(({ data }) => data.startsWith('{')).map(({ data }): unknown => JSON.parse(data));
  return payloads.map((payload) => accumulator.add(payload as object)).at(-1);
}

function hasWhole(protocol: Protocol): protocol is AccumulatingProtocol<object, unknown> {
  return 'openAccumulator' in protocol;
}
