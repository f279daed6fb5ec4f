/** The command was started with arguments it can do nothing with. The message is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be accessed',
  EISDIR: 'it is a folder',
  ENOTDIR: 'there is no such folder',
};

/** Why a file could not be read or written, in a few words. */
export function fileComplaint(error: unknown): string {
  const { code = 'unknown reason', message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? (code === 'ERR_FS_FILE_TOO_LARGE' ? 'it is too large' : `${code}, ${message}`);
}
