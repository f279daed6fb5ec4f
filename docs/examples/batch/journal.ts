import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, writeFile } from 'node:fs/promises';

import { linesOf } from './lines.js';
import { UsageError } from './options.js';

/** What every line of a journal has. */
export interface Entry {
  readonly id: string | number;
  readonly key: string;
}

/**
 * A file of JSON lines that is its own journal: what stands in it has been done. A line counts when it is on the disk. Lines that come while
 * the disk is busy are written together, so that a sync costs many of them once.
 */
export class Journal<E extends Entry> {
  readonly keys = new Set<string>();
  #pending: { readonly line: string; readonly written: () => void; readonly failed: (error: unknown) => void }[] = [];
  #writing: Promise<void> | undefined;

  private constructor(private readonly file: FileHandle) {}

  /** Cuts off what a crash left of a last line. A broken line before it is somebody's mistake, and refused. */
  static async open<E extends Entry>(path: string, onEntry: (entry: E) => void = () => undefined): Promise<Journal<E>> {
    const file = await open(path, existsSync(path) ? 'r+' : 'w+');
    const journal = new Journal<E>(file);
    const { size } = await file.stat();
    let whole = 0;
    let number = 0;
    for await (const { text, end } of linesOf(path)) {
      number += 1;
      if (end === size && !(await endsInLineEnd(file, size))) break;
      const entry = parseEntry(text) as E | undefined;
      if (entry === undefined) throw new UsageError(`${path}:${String(number)} is no line of this batch.`);
      journal.keys.add(entry.key);
      onEntry(entry);
      whole = end;
    }
    await file.truncate(whole);
    await file.close();
    return Object.assign(new Journal<E>(await open(path, 'a')), { keys: journal.keys });
  }

  /** Resolves when the line is on the disk. */
  append(entry: E): Promise<void> {
    return new Promise((written, failed) => {
      this.#pending.push({ line: `${JSON.stringify(entry)}\n`, written, failed });
      this.#writing ??= this.#write();
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.file.close();
  }

  async #write(): Promise<void> {
    await new Promise(setImmediate); // whatever ends in this turn goes along
    while (this.#pending.length > 0) {
      const group = this.#pending;
      this.#pending = [];
      try {
        await this.file.appendFile(group.map(({ line }) => line).join(''));
        await this.file.datasync();
        for (const { written } of group) written();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.#writing = undefined;
  }
}

async function endsInLineEnd(file: FileHandle, size: number): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

function parseEntry(text: string): Entry | undefined {
  try {
    const entry = JSON.parse(text) as Partial<Entry> | null;
    return typeof entry?.key === 'string' ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a file anew, of these lines of it. It is whole at every moment: a crash leaves the old one. */
export async function rewrite(path: string, lines: readonly string[]): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, lines.map((line) => `${line}\n`).join(''), { flush: true });
  await rename(next, path);
}
