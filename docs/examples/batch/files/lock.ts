import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

import { UsageError } from '../options.js';

/** Two processes with one journal would ask everything twice. The lock of a process that is gone does not count. */
export function lock(path: string): () => void {
  const own = `${path}.${String(process.pid)}`;
  writeFileSync(own, String(process.pid));
  try {
    while (!isLinked(own, path)) takeAway(path, own);
  } finally {
    rmSync(own, { force: true });
  }
  return () => { rmSync(path, { force: true }); };
}

/** The lock appears with its holder in it, so that nobody ever reads half of it. */
function isLinked(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function takeAway(path: string, own: string): void {
  const holder = readHolder(path);
  // A container gives every process the same number: a lock with our own is of one before us.
  if (holder !== process.pid && isAlive(holder)) throw new UsageError(`Another batch writes here: process ${String(holder)} holds ${path}. Delete it if that process is no batch.`);
  const old = `${own}.old`;
  try {
    renameSync(path, old);
  } catch {
    return; // somebody else was faster, or it was released
  }
  // Who was faster may have taken the lock in between: then it is given back.
  if (readHolder(old) === holder) rmSync(old);
  else renameSync(old, path);
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
