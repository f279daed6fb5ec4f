import type { WireAnswer } from './answer.js';

/** How an answer is cut into chunks: one frame in each, or as a busy connection delivers it. */
export type Chunking = 'frame' | 'one byte' | number;

/** The bytes of an answer, ready to be sent any number of times. The body may be sent several times over, to make a long one. */
export interface ByteSource {
  readonly chunks: readonly Uint8Array[];
  /** Which of the chunks are repeated, and how often they are sent altogether. */
  readonly from: number;
  readonly to: number;
  readonly times: number;
}

export function byteSource({ head, body, tail }: WireAnswer, chunking: Chunking, times = 1): ByteSource {
  const before = inChunks(head, chunking);
  const repeated = inChunks(body, chunking);
  return { chunks: [...before, ...repeated, ...inChunks(tail, chunking)], from: before.length, to: before.length + repeated.length, times };
}

/** A response whose body is this, one chunk for each read. */
export function respond({ chunks, from, to, times }: ByteSource): Response {
  let at = 0;
  let turn = 1;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[at];
      if (chunk === undefined) {
        controller.close();
        return;
      }
      controller.enqueue(chunk);
      at += 1;
      if (at === to && turn < times) {
        at = from;
        turn += 1;
      }
    },
  }, { highWaterMark: 0 });
  return eventStream(body);
}

/** What a socket would hold on to: without it a stream that waits for ever is garbage, and weighs nothing. */
const waiting = new Set<() => void>();

/** A response that sends these chunks and then nothing more, and stays open until it is cancelled. */
export function respondAndStall(chunks: readonly Uint8Array[]): Response {
  let at = 0;
  let wake: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[at++];
      if (chunk !== undefined) controller.enqueue(chunk);
      if (chunk !== undefined) return undefined;
      return new Promise<void>((resolve) => {
        wake = resolve;
        waiting.add(wake);
      });
    },
    cancel() {
      waiting.delete(wake);
    },
  }, { highWaterMark: 0 });
  return eventStream(body);
}

function eventStream(body: ReadableStream<Uint8Array>): Response {
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
}

function inChunks(events: readonly string[], chunking: Chunking): Uint8Array[] {
  if (chunking === 'frame') return events.map((event) => Buffer.from(event));
  const bytes = Buffer.from(events.join(''));
  const size = chunking === 'one byte' ? 1 : chunking;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}
