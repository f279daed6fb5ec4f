import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

import { UsageError } from './arguments/usage-error.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
};

/** @throws UsageError if there is no file to read at this path. */
export async function openFile(path: string): Promise<Readable> {
  try {
    const file = await open(path);
    if ((await file.stat()).isDirectory()) {
      await file.close();
      throw Object.assign(new Error(), { code: 'EISDIR' });
    }
    return file.createReadStream();
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UsageError(`--file ${JSON.stringify(path)} cannot be read: ${reasons[code] ?? code}.`);
  }
}
