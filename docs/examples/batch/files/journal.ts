import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, writeFile } from 'node:fs/promises';

import { UsageError } from '../options.js';
import { linesOf, readInput } from './lines.js';

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
  /** Of all its lines. */
  readonly keys = new Set<string>();
  #pending: { readonly line: string; readonly written: () => void; readonly failed: (error: unknown) => void }[] = [];
  #writing: Promise<void> | undefined;
  /** After a failure part of a line may stand at the end: nothing may be written behind it. */
  #failure: { readonly error: unknown } | undefined;

  private constructor(private readonly file: FileHandle) {}

  /** Cuts off what a crash left of a last line. A broken line before it is somebody's mistake, and refused. */
  static async open<E extends Entry>(path: string, onEntry: (entry: E) => void = () => undefined): Promise<Journal<E>> {
    const file = await open(path, existsSync(path) ? 'r+' : 'w+');
    const journal = new Journal<E>(file);
    try {
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
    } finally {
      await file.close(); // a refused journal lets go of its file too
    }
    return Object.assign(new Journal<E>(await open(path, 'a')), { keys: journal.keys });
  }

  /** Resolves when the line is on the disk. */
  async append(entry: E): Promise<void> {
    await new Promise<void>((written, failed) => {
      this.#pending.push({ line: `${JSON.stringify(entry)}\n`, written, failed });
      this.#writing ??= this.#write();
    });
    this.keys.add(entry.key);
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
        if (this.#failure) throw this.#failure.error;
        await this.file.appendFile(group.map(({ line }) => line).join(''));
        await this.file.datasync();
        for (const { written } of group) written();
      } catch (error) {
        this.#failure = { error };
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

/** Puts a journal into the order of the input. */
export async function orderLike(input: string, path: string): Promise<void> {
  const byKey = new Map<string, string>();
  for await (const { text } of linesOf(path)) byKey.set((JSON.parse(text) as Entry).key, text);
  const lines: string[] = [];
  for await (const { key } of readInput(input)) {
    const line = byKey.get(key);
    if (line !== undefined) lines.push(line);
    byKey.delete(key);
  }
  await rewrite(path, [...lines, ...byKey.values()]);
}
