import { CallReader } from './call-reader.js';

/** What text belongs to. Raw reasoning and its summary count their parts apart. */
export type Channel = 'text' | 'refusal' | 'reasoning' | 'summary';

/** Where a part stands; summaries have an index of their own. */
export interface PartPosition {
  readonly output_index?: number | null | undefined;
  readonly content_index?: number | null | undefined;
  readonly summary_index?: number | null | undefined;
}

/** What the reader of one stream remembers. */
export class ResponseState {
  started = false;
  /** Whether a whole answer came in place of a stream, and has finished. */
  isWhole = false;
  readonly calls = new CallReader();
  readonly #streamed: Record<Channel, Set<number>> = {
    text: new Set(),
    refusal: new Set(),
    reasoning: new Set(),
    summary: new Set(),
  };

  get refused(): boolean {
    return this.hasStreamedAny('refusal');
  }

  /** Notes that text of this part has been passed on. */
  markStreamed(channel: Channel, position: PartPosition): void {
    this.#streamed[channel].add(partNumber(position));
  }

  hasStreamedAny(channel: Channel): boolean {
    return this.#streamed[channel].size > 0;
  }

  hasStreamed(channel: Channel, position: PartPosition): boolean {
    return this.#streamed[channel].has(partNumber(position));
  }
}

/** Indexes end at 9999, so one number names a part. */
function partNumber(position: PartPosition): number {
  return (position.output_index ?? 0) * 10_000 + (position.content_index ?? position.summary_index ?? 0);
}
