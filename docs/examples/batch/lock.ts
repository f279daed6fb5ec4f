import { readFileSync, rmSync, writeFileSync } from 'node:fs';

import { UsageError } from './options.js';

/** Two processes with one journal would ask everything twice. The lock of a process that is gone does not count. */
export function lock(path: string): () => void {
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => { rmSync(path, { force: true }); };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(path);
    if (tries > 3 || isAlive(holder)) throw new UsageError(`Another batch writes here: process ${String(holder)} holds ${path}.`);
    rmSync(path, { force: true });
  }
}

function readHolder(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0; // just released
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
