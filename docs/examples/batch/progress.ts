import type { Answered, Dead } from './ask.js';

const SHOWN_EVERY_MS = 1_000;

/** What a batch has done, on the terminal: a line that is written over, and a table at the end. */
export class Progress {
  readonly #start = Date.now();
  readonly #timer: NodeJS.Timeout;
  readonly #failures = new Map<string, { count: number; advice: string }>();
  #answered = 0;
  #dead = 0;
  #tokens = 0;
  #skipped = 0;
  /** Bytes of the input that have come to something now, and those that had before. */
  #doneBytes = 0;
  #skippedBytes = 0;

  /** @param size how long the input is, in bytes. */
  constructor(
    private readonly size: number,
    private readonly out: NodeJS.WriteStream,
  ) {
    this.#timer = setInterval(() => { this.#show(); }, out.isTTY ? SHOWN_EVERY_MS : 10 * SHOWN_EVERY_MS);
  }

  /** Whether there is a dead letter, of now or of before. */
  get hasFailures(): boolean {
    return this.#failures.size > 0;
  }

  /** A line has come to something. */
  add(size: number, entry: Answered | Dead): void {
    this.#doneBytes += size;
    if ('error' in entry) {
      this.#dead += 1;
      this.addFailure(entry);
    } else {
      this.#answered += 1;
      this.#tokens += entry.usage?.outputTokens ?? 0;
    }
  }

  /** A line had come to something before. */
  skip(size: number): void {
    this.#skipped += 1;
    this.#skippedBytes += size;
  }

  addFailure({ error: { type, advice } }: Dead): void {
    this.#failures.set(type, { count: (this.#failures.get(type)?.count ?? 0) + 1, advice });
  }

  end(): void {
    clearInterval(this.#timer);
    this.#show();
    if (this.out.isTTY) this.out.write('\n');
    const rows = [...this.#failures].sort(([, a], [, b]) => b.count - a.count);
    const width = Math.max(...rows.map(([type]) => type.length));
    for (const [type, { count, advice }] of rows) this.out.write(`${String(count).padStart(8)}  ${type.padEnd(width)}  ${advice}\n`);
  }

  #show(): void {
    const seconds = Math.max(0.001, (Date.now() - this.#start) / 1_000);
    const done = this.#answered + this.#dead;
    const leftBytes = this.size - this.#skippedBytes - this.#doneBytes;
    const left = this.#doneBytes > 0 && leftBytes > 0 ? `, ${String(Math.ceil((seconds * leftBytes) / this.#doneBytes))} s left` : '';
    const line = `${String(done)} done (${String(this.#dead)} dead, ${String(this.#skipped)} before), ${(done / seconds).toFixed(1)}/s, ${String(this.#tokens)} tokens${left}`;
    this.out.write(this.out.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
  }
}
