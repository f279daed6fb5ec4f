import { stat } from 'node:fs/promises';

import type { Answered, Dead } from './ask.js';
import { Journal, rewrite } from './files/journal.js';
import { type InputLine, readInput } from './files/lines.js';
import { Progress } from './progress.js';

/** The files of a batch. */
export interface BatchFiles {
  readonly input: string;
  readonly output: string;
  readonly dead: string;
  /** The type of the dead letters that are to be asked for again, or "all". */
  readonly again: string | undefined;
}

/** The lines that are still to be asked, and the journals that tell what has come of the others. */
export class Batch {
  readonly #lines: AsyncGenerator<InputLine>;
  /** Given out in this run, so that a line that stands twice in the input is asked once. */
  readonly #begun = new Set<string>();

  private constructor(
    input: string,
    private readonly answers: Journal<Answered>,
    private readonly letters: Journal<Dead>,
    private readonly progress: Progress,
    /** The keys of the dead letters that are asked for again. */
    readonly again: readonly string[],
  ) {
    this.#lines = readInput(input);
  }

  static async open({ input, output, dead, again: type }: BatchFiles, terminal: NodeJS.WriteStream): Promise<Batch> {
    const progress = new Progress((await stat(input)).size, terminal);
    try {
      const again = type === undefined ? [] : await takeOut(dead, type);
      const answers = await Journal.open<Answered>(output);
      const letters = await Journal.open<Dead>(dead, (entry) => { progress.addFailure(entry); });
      return new Batch(input, answers, letters, progress, again);
    } catch (error) {
      progress.end();
      throw error;
    }
  }

  get hasFailures(): boolean {
    return this.progress.hasFailures;
  }

  /** The next line that has come to nothing yet; undefined where there is none any more. Many may ask at a time. */
  async next(): Promise<InputLine | undefined> {
    for (;;) {
      const { done, value: line } = await this.#lines.next() as IteratorResult<InputLine, undefined>;
      if (done === true) return undefined;
      if (this.#begun.has(line.key) || this.isSettled(line.key)) {
        this.progress.skip(line.size);
      } else {
        this.#begun.add(line.key);
        return line;
      }
    }
  }

  /** Whether a line stands in one of the journals. */
  isSettled(key: string): boolean {
    return this.answers.keys.has(key) || this.letters.keys.has(key);
  }

  /** Resolves when what came of a line is on the disk. */
  async settle({ size }: InputLine, entry: Answered | Dead): Promise<void> {
    await ('error' in entry ? this.letters.append(entry) : this.answers.append(entry));
    this.progress.add(size, entry);
  }

  async close(): Promise<void> {
    await this.#lines.return(undefined);
    await Promise.all([this.answers.close(), this.letters.close()]);
    this.progress.end();
  }
}

/** Takes the dead letters of a type out of their file. @returns their keys. */
async function takeOut(path: string, type: string): Promise<string[]> {
  const [taken, kept]: [Dead[], Dead[]] = [[], []];
  const letters = await Journal.open<Dead>(path, (letter) => { (type === 'all' || letter.error.type === type ? taken : kept).push(letter); });
  await letters.close();
  await rewrite(path, kept.map((letter) => JSON.stringify(letter)));
  return taken.map(({ key }) => key);
}
