import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Entry, Journal } from '../../../../docs/examples/batch/files/journal.js';

const entry = (id: number): Entry => ({ id, key: `key-${String(id)}` });

describe('the journal of a batch', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'journal-'));
    path = join(folder, 'out.jsonl');
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  /** Counts what is done to the file, and breaks it when it is told to. */
  function watch(journal: Journal<Entry>): { writes: number; syncs: number; breaks: boolean } {
    const seen = { writes: 0, syncs: 0, breaks: false };
    const { file } = journal as unknown as { file: FileHandle };
    const [append, sync] = [file.appendFile.bind(file), file.datasync.bind(file)];
    file.appendFile = async (text) => {
      seen.writes += 1;
      await append(seen.breaks ? String(text).slice(0, 5) : text);
      if (seen.breaks) throw new Error('The disk is full.');
    };
    file.datasync = () => { seen.syncs += 1; return sync(); };
    return seen;
  }

  it('writes and syncs what is ready at the same time together, and each line before it is said to be written', async () => {
    const journal = await Journal.open(path);
    const seen = watch(journal);
    await Promise.all(Array.from({ length: 100 }, (_, id) => journal.append(entry(id))));
    expect(seen).toMatchObject({ writes: 1, syncs: 1 });
    await journal.append(entry(100));
    expect(seen).toMatchObject({ writes: 2, syncs: 2 });
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(102);
    expect(journal.keys.has('key-100')).toBe(true);
    await journal.close();
  });

  it('writes nothing behind a line that failed', async () => {
    const journal = await Journal.open(path);
    const seen = watch(journal);
    await journal.append(entry(1));
    seen.breaks = true;
    await expect(journal.append(entry(2))).rejects.toThrow('The disk is full.');
    seen.breaks = false;
    await expect(journal.append(entry(3))).rejects.toThrow('The disk is full.');
    await journal.close();
    const again = await Journal.open(path);
    expect([...again.keys]).toEqual(['key-1']);
    await again.close();
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(entry(1))}\n`);
  });

  it('cuts off a last line that is torn, be it JSON by chance, and refuses a broken one before it', async () => {
    for (const torn of ['{"id":2,"ke', JSON.stringify(entry(2)), '\u00fc'.repeat(3)]) {
      writeFileSync(path, `${JSON.stringify(entry(1))}\n${torn}`);
      const journal = await Journal.open(path);
      await journal.append(entry(3));
      await journal.close();
      expect(readFileSync(path, 'utf8')).toBe([1, 3].map((id) => `${JSON.stringify(entry(id))}\n`).join(''));
    }
    appendFileSync(path, 'no\n');
    await expect(Journal.open(path)).rejects.toThrow(/out\.jsonl:3 is no line of this batch\.$/);
  });
});
