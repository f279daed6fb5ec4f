import { runHere } from './support/run-cli.js';

describe('framewise', () => {
  it.each([
    [['--help'], 'Usage: framewise <command>'],
    [['inspect', '--help'], 'Usage: framewise inspect'],
    [['serve', '--help'], 'Usage: framewise serve'],
    [['--version'], '0.'],
  ])('%j helps, and ends well', async (args, begins) => {
    const run = await runHere(args);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout.startsWith(begins)).toBe(true);
    expect(run.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each([
    [[], 'framewise: It needs a command: inspect or serve. See --help.\n'],
    [['frobnicate'], 'framewise: There is no command "frobnicate"; there are inspect and serve. See --help.\n'],
    [['inspect', '--nonsense'], "framewise: Unknown option '--nonsense'. See --help.\n"],
    [['inspect', '--protocol', 'morse'], 'framewise: --protocol must be one of chat-completions, responses, messages. See --help.\n'],
    [['inspect', '/nowhere.sse'], 'framewise: "/nowhere.sse" cannot be read: there is no such file. See --help.\n'],
    [['inspect', 'a', 'b'], 'framewise: There is one file to read, not 2. See --help.\n'],
    [['serve', '--port', 'x'], 'framewise: --port must be a whole number from 0 to 65535. See --help.\n'],
  ])('%j is a mistake, told in one line', async (args, complaint) => {
    expect(await runHere(args)).toEqual({ code: 2, stdout: '', stderr: complaint });
  });
});
