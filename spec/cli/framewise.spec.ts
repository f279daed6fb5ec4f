import { PATIENCE_MS, startChild } from './support/run-cli.js';

describe('framewise in a process of its own', () => {
  it('ends with the exit code of its command', async () => {
    const runs = await Promise.all([['--version'], ['frobnicate']].map((args) => startChild(args).ended));
    expect(runs).toEqual([
      { code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string, stderr: '' },
      { code: 2, stdout: '', stderr: 'framewise: There is no command "frobnicate"; there are inspect and serve. See --help.\n' },
    ]);
  }, PATIENCE_MS);
});
