import { PassThrough, Readable } from 'node:stream';

import { readRecordedFile, readStdin } from '../../../../src/cli/inspect/recording/read-recording.js';
import { terminalStyle } from '../../../../src/cli/terminal/style.js';

function terminal(stdin: Readable) {
  let stop = (): void => undefined;
  const idle = (): void => undefined;
  return { terminal: { stdin, stdinIsTerminal: false, style: terminalStyle({}, {}), write: idle, complain: idle, hint: idle, onStop: (callback: () => void) => { stop = callback; return idle; } }, stop: () => { stop(); } };
}

describe('readRecordedFile', () => {
  it('says in one line why a file cannot be read', async () => {
    await expect(readRecordedFile('/no/such/file')).rejects.toThrow('"/no/such/file" cannot be read: there is no such file.');
  });
});

describe('readStdin', () => {
  it('notes no times of what came at once', async () => {
    await expect(readStdin(terminal(Readable.from([Buffer.from('data: 1\n\n')])).terminal)).resolves.toMatchObject({
      name: 'standard input', bytes: Buffer.from('data: 1\n\n'), arrivals: [], interruptedAtMs: undefined, endedAtMs: undefined,
    });
  });

  it('gives what has come where the reader stops it', async () => {
    const stdin = new PassThrough();
    const { terminal: own, stop } = terminal(stdin);
    const recording = readStdin(own);
    const hasCome = new Promise((resolve) => stdin.once('data', resolve));
    stdin.write('data: 1\n\n');
    await hasCome;
    stop();
    const { bytes, interruptedAtMs, arrivals } = await recording;
    expect([Buffer.from(bytes).toString(), interruptedAtMs, arrivals.length]).toEqual(['data: 1\n\n', expect.any(Number), 1]);
    expect(stdin.destroyed).toBe(true);
  });

  it('says in one line why it cannot be read', async () => {
    const stdin = new PassThrough();
    const recording = readStdin(terminal(stdin).terminal);
    stdin.destroy(Object.assign(new Error('is a folder'), { code: 'EISDIR' }));
    await expect(recording).rejects.toThrow('Standard input cannot be read: it is a folder.');
  });
});
