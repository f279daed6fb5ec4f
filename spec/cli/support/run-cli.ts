import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { run } from '../../../src/cli/run.js';
import { terminalStyle } from '../../../src/cli/terminal/style.js';
import type { Terminal } from '../../../src/cli/terminal/terminal.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command line has said so far, and a way to wait for more. */
class Output {
  text = '';
  readonly #waiting: { text: string; resolve: () => void }[] = [];

  add(text: string): void {
    this.text += text;
    for (const { text: wanted, resolve } of this.#waiting) if (this.text.includes(wanted)) resolve();
  }

  /** Resolves when the text contains this. */
  says(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.text.includes(text)) resolve();
      else this.#waiting.push({ text, resolve });
    });
  }
}

interface Running {
  /** Resolves when standard output contains this. */
  readonly says: (text: string) => Promise<void>;
  /** What standard output has said so far. */
  readonly output: () => string;
  readonly ended: Promise<Run>;
}

/** A command line that runs in this process: whatever is of the commands themselves. */
export interface RunningHere extends Running {
  /** Does what Ctrl-C does. */
  readonly stop: () => void;
}

export function startHere(args: readonly string[], stdin?: Readable): RunningHere {
  return startWith((terminal) => run(args, terminal), stdin);
}

/** Starts what works on a terminal with one that is made of texts. */
export function startWith(start: (terminal: Terminal) => Promise<number>, stdin: Readable = Readable.from([])): RunningHere {
  const stdout = new Output();
  let stderr = '';
  let stop: () => void = () => undefined;
  const complain = (line: string): void => { stderr += `${line}\n`; };
  const ended = start({
    stdin,
    stdinIsTerminal: false,
    style: terminalStyle({}, {}),
    write: (line) => { stdout.add(`${line}\n`); },
    complain,
    hint: () => undefined,
    onStop(callback) {
      stop = callback;
      return () => { stop = () => undefined; };
    },
  });
  return {
    says: (text) => stdout.says(text),
    output: () => stdout.text,
    stop: () => { stop(); },
    ended: ended.then((code) => ({ code, stdout: stdout.text, stderr })),
  };
}

/** Runs a command line in this process to its end. */
export function runHere(args: readonly string[], input = ''): Promise<Run> {
  return startHere(args, textStream(input)).ended;
}

export function textStream(text: string): Readable {
  return Readable.from(text === '' ? [] : [Buffer.from(text)]);
}

/** A child process compiles the sources first, and this machine may be busy. */
export const PATIENCE_MS = 60_000;

/** A command line in a process of its own: whatever is of signals, pipes and exit codes. */
export interface RunningChild extends Running {
  readonly child: ChildProcess;
}

/** Starts the command line as its users do, with nothing of this process's environment but the path. */
export function startChild(args: readonly string[], main = 'src/cli/framewise.ts'): RunningChild {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { cwd: root, env: { PATH: process.env['PATH'] } });
  const stdout = new Output();
  let stderr = '';
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout.add(text); });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  return {
    child,
    says: (text) => stdout.says(text),
    output: () => stdout.text,
    ended: new Promise((resolve) => {
      child.on('close', (code) => { resolve({ code, stdout: stdout.text, stderr }); });
    }),
  };
}
