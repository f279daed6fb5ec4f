import { fileComplaint } from '../../../src/cli/terminal/usage-error.js';

const failed = (code: string | undefined, message: string) => Object.assign(new Error(message), { code });

describe('fileComplaint', () => {
  it.each([
    ['ENOENT', 'there is no such file'], ['EISDIR', 'it is a folder'], ['EACCES', 'it may not be accessed'],
    ['ERR_FS_FILE_TOO_LARGE', 'it is too large'], ['EIO', 'EIO, broken'], [undefined, 'unknown reason, broken'],
  ])('of %s is %j', (code, complaint) => {
    expect(fileComplaint(failed(code, 'broken'))).toBe(complaint);
  });
});
