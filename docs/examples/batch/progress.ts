import type { Answered, Dead } from './ask.js';

const SHOWN_EVERY_MS = 1_000;

/** What a batch has done, on the terminal: a line that is written over, and a table at the end. */
export class Progress {
  readonly #start = Date.now();
  readonly #timer: NodeJS.Timeout;
  readonly failures = new Map<string, { count: number; advice: string }>();
  answered = 0;
  skipped = 0;
  #dead = 0;
  #tokens = 0;
  /** How much of the input has been read, of how many bytes. */
  read = 0;

  constructor(
    private readonly size: number,
    private readonly out: NodeJS.WriteStream,
  ) {
    this.#timer = setInterval(() => { this.#show(); }, out.isTTY ? SHOWN_EVERY_MS : 10 * SHOWN_EVERY_MS);
  }

  add(entry: Answered | Dead): void {
    if (!('error' in entry)) {
      this.answered += 1;
      this.#tokens += entry.usage?.outputTokens ?? 0;
      return;
    }
    this.#dead += 1;
    this.addFailure(entry);
  }

  addFailure({ error: { type, advice } }: Dead): void {
    this.failures.set(type, { count: (this.failures.get(type)?.count ?? 0) + 1, advice });
  }

  end(): void {
    clearInterval(this.#timer);
    this.#show();
    this.out.write('\n');
    if (this.failures.size === 0) return;
    const rows = [...this.failures].sort(([, a], [, b]) => b.count - a.count);
    const width = Math.max(...rows.map(([type]) => type.length));
    for (const [type, { count, advice }] of rows) this.out.write(`${String(count).padStart(8)}  ${type.padEnd(width)}  ${advice}\n`);
  }

  #show(): void {
    const seconds = Math.max(0.001, (Date.now() - this.#start) / 1_000);
    const done = this.answered + this.#dead;
    const share = this.size === 0 ? 1 : this.read / this.size;
    const left = share > 0 && share < 1 ? `, ${String(Math.ceil((seconds / share) * (1 - share)))} s left` : '';
    const line = `${String(done)} done (${String(this.#dead)} dead, ${String(this.skipped)} before), ${(done / seconds).toFixed(1)}/s, ${String(this.#tokens)} tokens${left}`;
    this.out.write(this.out.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
  }
}
