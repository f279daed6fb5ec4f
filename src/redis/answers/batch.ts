import type { AnswerEnd, AnswerEntry, SseEvent } from '../../serving/index.js';

/** What one entry of the stream holds: events, and the end, which counts as one more. */
interface Batch {
  readonly events: readonly SseEvent[];
  readonly end?: AnswerEnd;
}

/** A batch with the number of its last event. */
export interface NumberedBatch extends Batch {
  readonly last: number;
}

/** @param events each as JSON already. */
export function writeBatch(events: readonly string[], end?: AnswerEnd): string {
  return `{"events":[${events.join(',')}]${end === undefined ? '' : `,"end":${JSON.stringify(end)}`}}`;
}

export function readBatch(last: number, text: string): NumberedBatch {
  return { last, ...(JSON.parse(text) as Batch) };
}

/** A message says the number, a colon and the batch. */
export function readMessage(message: string): NumberedBatch {
  const colon = message.indexOf(':');
  return readBatch(Number(message.slice(0, colon)), message.slice(colon + 1));
}

/** The number of its first event, or of the end where it holds nothing else. */
export function firstOf({ last, events, end }: NumberedBatch): number {
  return last - events.length - (end === undefined ? 0 : 1) + 1;
}

/** The entries of a batch behind an event. */
export function entriesOf(batch: NumberedBatch, after: number): AnswerEntry[] {
  const first = firstOf(batch);
  const entries: AnswerEntry[] = batch.events.map((event, index) => ({ id: first + index, event })).filter(({ id }) => id > after);
  return batch.end === undefined ? entries : [...entries, { end: batch.end }];
}
