import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lock } from '../../../../docs/examples/batch/files/lock.js';

describe('the lock of a batch', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    path = join(folder, 'out.jsonl.lock');
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it('names who holds it, and leaves nothing behind', () => {
    const unlock = lock(path);
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
    expect(readdirSync(folder)).toEqual(['out.jsonl.lock']);
    unlock();
    expect(existsSync(path)).toBe(false);
  });

  it('is refused while a process that lives holds it', () => {
    writeFileSync(path, String(process.ppid));
    expect(() => lock(path)).toThrow(`Another batch writes here: process ${String(process.ppid)} holds ${path}.`);
    expect(readdirSync(folder)).toEqual(['out.jsonl.lock']);
  });

  it('is taken from a process that is gone, from one with our own number, and where it is torn', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'close');
    for (const holder of [String(gone.pid), String(process.pid), '']) {
      writeFileSync(path, holder);
      const unlock = lock(path);
      expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
      unlock();
      expect(readdirSync(folder)).toEqual([]);
    }
  });
});
